// Annotation: ten seconds of a track are heard and described; the next follows.
import { annotationsFile, audioOf, call } from '../api.js';
import { el, fill, icon, name, show } from '../dom.js';
import { percent, say, time } from '../text.js';
import { notify, report } from './notices.js';

const fewest = 3; // words

export function annotateView() {
    const audio = new Audio();
    let annotator = localStorage.getItem('annotator') ?? '';
    let task = null;
    let skipped = [];

    const who = el('input', {
        type: 'text',
        id: 'annotator',
        class: 'field',
        value: annotator,
        autocomplete: 'name',
        maxlength: '60',
        required: true,
    });
    const begin = el(
        'form',
        { class: 'block' },
        el('label', { for: 'annotator', class: 'label', text: say.annotator }),
        el('div', { class: 'row' }, who, el('button', { class: 'button primary', text: say.begin })),
    );
    const listen = el('button', { type: 'button', class: 'button listen', on: { click: () => (audio.paused ? play() : audio.pause()) } });
    const heard = el('progress', { class: 'heard-part', max: '1', value: '0', 'aria-label': say.position });
    const part = el('span', { class: 'time' });
    const text = el('textarea', {
        id: 'description',
        class: 'field',
        rows: '3',
        maxlength: '500',
        placeholder: say.descriptionHint,
        'aria-describedby': 'description-error',
    });
    const fault = el('p', { id: 'description-error', class: 'fault', role: 'alert' });
    const form = el(
        'form',
        { class: 'annotation' },
        el('div', { class: 'row' }, listen, heard, part),
        el('label', { for: 'description', class: 'label', text: say.description }),
        text,
        fault,
        el(
            'div',
            { class: 'row' },
            el('button', { class: 'button primary', text: say.save }),
            el('button', { type: 'button', class: 'button', text: say.skipTrack, on: { click: () => skip() } }),
        ),
    );
    const finished = el('p', { class: 'nothing', text: say.allDone, role: 'status' });
    const counts = el('p', { role: 'status' });
    const bar = el('progress', { max: '1', 'aria-label': say.byPerson });
    const people = el('ul', { class: 'people', 'aria-label': say.byPerson });
    const agreement = el('p', { class: 'hint' });
    const download = el('a', { class: 'button', href: annotationsFile, download: 'annotations.csv', text: say.download });
    const progress = el('aside', { class: 'annotation-progress' }, counts, bar, people, agreement, download);
    const page = el(
        'main',
        { class: 'annotate', id: 'annotate', tabindex: '-1' },
        el('h1', { text: say.annotateTitle }),
        el('p', { class: 'lead', text: say.annotateLead }),
        begin,
        form,
        finished,
        progress,
    );

    const play = () => {
        if (!task) return;
        if (audio.currentTime < task.start || audio.currentTime >= task.end - 0.05) audio.currentTime = task.start;
        audio.play().catch(error => notify(error.message));
    };
    audio.addEventListener('timeupdate', () => {
        if (!task) return;
        heard.value = Math.min(1, Math.max(0, (audio.currentTime - task.start) / (task.end - task.start)));
        if (audio.currentTime >= task.end) audio.pause();
    });
    const showListen = () =>
        fill(listen, icon(audio.paused ? 'play' : 'pause'), audio.paused ? (heard.value > 0 ? say.listen : say.listenFirst) : say.pause);
    for (const event of ['play', 'pause']) audio.addEventListener(event, showListen);

    const next = async () => {
        const skips = skipped.map(id => `&skip=${encodeURIComponent(id)}`).join('');
        task = await call('GET', `/annotations/next?annotator=${encodeURIComponent(annotator)}${skips}`);
        if (!task?.trackId) task = null;
        show(begin, false);
        show(form, task !== null);
        show(finished, task === null);
        if (task) {
            audio.src = audioOf(task.trackId);
            audio.currentTime = task.start;
            part.textContent = say.segment(time(task.start), time(task.end));
            text.value = '';
            heard.value = 0;
            showListen();
            listen.focus();
        }
        await readProgress();
    };
    const skip = () => {
        skipped.push(task.trackId);
        audio.pause();
        next().catch(report);
    };
    const readProgress = async () => {
        const { tracks, annotators, agreement: alike } = await call('GET', '/annotations/progress');
        const mine = annotators.find(person => person.annotator === annotator)?.tracks ?? 0;
        counts.textContent = say.done(mine, tracks);
        bar.value = tracks > 0 ? mine / tracks : 0;
        fill(
            people,
            annotators.map(person => el('li', {}, name(person.annotator), el('span', { class: 'hint', text: String(person.tracks) }))),
        );
        show(agreement, Boolean(alike));
        if (alike)
            agreement.textContent = say.agreement(
                alike.tracks,
                percent(alike.sameTrack),
                alike.otherTrack === null ? null : percent(alike.otherTrack),
            );
    };
    begin.addEventListener('submit', event => {
        event.preventDefault();
        annotator = who.value.trim();
        if (annotator === '') return;
        localStorage.setItem('annotator', annotator);
        next().catch(report);
    });
    form.addEventListener('submit', async event => {
        event.preventDefault();
        const written = text.value.trim();
        const isShort = written.split(/\s+/).filter(Boolean).length < fewest;
        fault.textContent = isShort ? say.wordsShort : '';
        text.setAttribute('aria-invalid', String(isShort));
        if (isShort) {
            text.focus();
            return;
        }
        audio.pause();
        try {
            await call('POST', '/annotations', { annotator, trackId: task.trackId, start: task.start, end: task.end, text: written });
            await next();
        } catch (error) {
            report(error);
        }
    });
    text.addEventListener('keydown', event => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
    show(form, false);
    show(finished, false);
    return { page, enter: () => readProgress().catch(report), leave: () => audio.pause() };
}
