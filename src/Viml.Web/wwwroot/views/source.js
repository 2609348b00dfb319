// The picture: drop or choose a video or pictures, take a sample, and watch.
import { call, follow, frameOf, mediaOf, upload } from '../api.js';
import { ask } from '../asking.js';
import { el, fill, icon, name, show } from '../dom.js';
import { startOver } from '../player/compare.js';
import { on, set, state } from '../state.js';
import { enumerate, percent, say, time } from '../text.js';
import { notify, report } from './notices.js';

let current = null; // aborts what is being loaded

export function sourceView(player) {
    const samples = el('ul', { class: 'samples' });
    const chooser = el('input', {
        type: 'file',
        accept: 'video/*,image/*',
        multiple: true,
        hidden: true,
        id: 'files',
        tabindex: '-1',
    });
    chooser.addEventListener('change', () => {
        take([...chooser.files]);
        chooser.value = '';
    });
    const choose = el('button', { type: 'button', class: 'button primary', text: say.choose, on: { click: () => chooser.click() } });
    const path = pathForm();
    const drop = el(
        'div',
        { class: 'drop' },
        el('div', { class: 'drop-icon' }, icon('film')),
        el('p', { class: 'drop-title', text: say.drop }),
        choose,
        path,
    );
    const sampleBlock = el('div', { class: 'sample-block' }, el('h2', { class: 'label', text: say.samples }), samples);

    const progress = el('progress', { max: '1', 'aria-label': say.picture });
    const loadingText = el('p', { dir: 'auto' });
    const loading = el(
        'div',
        { class: 'loading' },
        loadingText,
        progress,
        el('button', { type: 'button', class: 'button', text: say.cancel, on: { click: () => current?.abort() } }),
    );

    player.picture.addEventListener('click', () => player.toggle());
    const title = el('p', { class: 'picture-title' });
    const change = el('button', { type: 'button', class: 'button small', text: say.change, on: { click: () => forget(player) } });
    const watched = el(
        'div',
        { class: 'watched' },
        el('div', { class: 'screen' }, player.picture),
        el('div', { class: 'picture-bar' }, title, change),
    );

    const section = el('section', { class: 'source', 'aria-label': say.picture }, drop, sampleBlock, loading, watched, chooser);
    dropOn(document.documentElement);

    on(['status'], async () => {
        show(path, state.status?.localPaths);
        try {
            fill(samples, (await call('GET', '/samples')).map(sampleItem));
        } catch (error) {
            report(error);
        }
        show(sampleBlock, samples.childElementCount > 0 && !state.video && !state.loading);
    });
    const update = () => {
        const { video, loading: load } = state;
        show(drop, !video && !load);
        show(sampleBlock, !video && !load && samples.childElementCount > 0);
        show(loading, load !== null && !video);
        show(watched, video !== null);
        document.body.classList.toggle('has-video', video !== null);
        if (load) {
            loadingText.textContent = load.text;
            if (load.share === null) progress.removeAttribute('value');
            else progress.value = load.share;
            progress.setAttribute('aria-valuetext', load.share === null ? load.text : percent(load.share));
        }
        if (video) fill(title, name(load ? load.text : video.name));
    };
    on(['video', 'loading'], update);
    let shown = null;
    on(['video'], () => {
        if (shown === (state.video?.id ?? null)) return;
        shown = state.video?.id ?? null;
        player.show(shown && mediaOf(shown));
        if (shown) player.picture.poster = frameOf(shown, 0.5, 640);
        else player.picture.removeAttribute('poster');
    });
    update();
    return section;
}

function sampleItem(sample) {
    const title = sample.name.replace(/\.\w+$/, '').replaceAll('-', ' ');
    return el(
        'li',
        {},
        el(
            'button',
            { type: 'button', class: 'sample', 'aria-label': say.sample(title), on: { click: () => open(sample, () => sample.id) } },
            el('img', { src: frameOf(sample.id, 2, 320), alt: '', width: '160', height: '90', loading: 'lazy' }),
            name(title),
        ),
    );
}

function pathForm() {
    const input = el('input', {
        type: 'text',
        id: 'video-path',
        class: 'field',
        autocomplete: 'off',
        spellcheck: 'false',
        'aria-label': say.path,
    });
    const form = el('form', { class: 'row' }, input, el('button', { class: 'button', text: say.open }));
    form.addEventListener('submit', event => {
        event.preventDefault();
        const path = input.value.trim();
        if (path) open({ name: path.split(/[\\/]/).pop() }, async signal => (await call('POST', '/videos/local', { path }, { signal })).id);
    });
    return el('details', { class: 'by-path' }, el('summary', { text: say.usePath }), form);
}

/** Lets files be dropped anywhere on the page. */
function dropOn(target) {
    let depth = 0;
    const isFiles = event => event.dataTransfer?.types.includes('Files');
    const mark = () => document.body.classList.toggle('dropping', depth > 0);
    target.addEventListener('dragenter', event => {
        if (isFiles(event)) {
            depth++;
            mark();
        }
    });
    target.addEventListener('dragleave', event => {
        if (isFiles(event)) {
            depth = Math.max(0, depth - 1);
            mark();
        }
    });
    target.addEventListener('dragover', event => {
        if (isFiles(event)) event.preventDefault();
    });
    target.addEventListener('drop', event => {
        if (!isFiles(event)) return;
        event.preventDefault();
        depth = 0;
        mark();
        take([...event.dataTransfer.files]);
    });
}

const isPicture = file => /^image\//.test(file.type) && !/gif$/.test(file.type);

function take(files) {
    if (files.length === 0) return;
    if (files.length > 1 && !files.every(isPicture)) {
        notify(say.onlyPictures);
        return;
    }
    if (files.length === 1) {
        open(files[0], signal => send(files[0], 0, 1, signal));
        return;
    }
    open({ name: say.slideshow(files.length) }, async signal => {
        const pictures = [];
        for (const [index, file] of files.entries()) pictures.push(await send(file, index, files.length, signal));
        return (await call('POST', '/slideshows', { pictures }, { signal })).id;
    });
}

async function send(file, index, count, signal) {
    const shown = share => set({ loading: { text: say.uploading(file.name), share: (index + share) / count } });
    shown(0);
    return (await upload(file, shown, signal)).id;
}

/** Shows a video as soon as the server has it, and asks for music; the server answers when it has looked at it. */
async function open(file, getId) {
    current?.abort();
    const mine = (current = new AbortController());
    const { signal } = mine;
    set({
        video: null,
        answer: null,
        cues: null,
        range: null,
        like: [],
        unlike: [],
        loading: { text: say.uploading(file.name), share: null },
    });
    startOver();
    try {
        const id = await getId(signal);
        let video = await call('GET', `/videos/${encodeURIComponent(id)}`, undefined, { signal });
        video = { ...video, name: file.name || video.name };
        set({ video, loading: video.state === 'ready' ? null : { text: say.looking(video.name), share: null } });
        ask();
        if (video.state === 'encoding' && video.job) {
            const job = await follow(
                video.job,
                record => set({ loading: { text: progressText(video, record), share: record.progress } }),
                signal,
            );
            if (job.state === 'failed') throw Object.assign(new Error(job.error?.detail ?? say.cannotRead(video.name)), job.error);
            set({ video: { ...(await call('GET', `/videos/${encodeURIComponent(id)}`, undefined, { signal })), name: video.name } });
        }
        set({ loading: null });
    } catch (error) {
        if (mine !== current) return; // another video was opened meanwhile
        set({ video: null, loading: null, answer: null });
        report(error);
    }
}

const progressText = (video, job) =>
    job.secondsLeft > 1 ? say.lookingFor(video.name, Math.ceil(job.secondsLeft)) : say.looking(video.name);

function forget(player) {
    current?.abort();
    player.pause();
    startOver();
    set({ video: null, loading: null, answer: null, cues: null, range: null, like: [], unlike: [], view: 'tracks' });
    ask();
}

/** Where in the video something is seen, as times; empty where that is not known. */
export function timesOf(things) {
    const scenes = (state.video?.scenes ?? []).filter(scene => scene.seen?.some(thing => things.includes(thing)));
    return enumerate(scenes.slice(0, 3).map(scene => say.sceneTime(time(scene.start), time(scene.end))));
}
