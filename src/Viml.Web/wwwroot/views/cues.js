// The cue list: the scenes of the video, a track for each.
import { frameOf } from '../api.js';
import { el, fill, icon, name, show } from '../dom.js';
import { on, state } from '../state.js';
import { enumerate, percent, say, time } from '../text.js';
import { notify } from './notices.js';

const decks = [3, 4]; // take turns, so that the next track is loaded before its scene begins

export function cuesView(player) {
    const list = el('ol', { class: 'cues' });
    const playAll = el('button', { type: 'button', class: 'button primary', on: { click: () => (sequence ? stop() : start(0)) } });
    const copy = el('button', { type: 'button', class: 'button', text: say.copyCues, on: { click: () => copyList() } });
    const needs = el('p', { class: 'nothing', text: say.cueNeedsVideo });
    let chosen = []; // a track for each scene
    let sequence = false;
    let playing = -1; // scene

    const scenes = () => state.cues?.scenes ?? [];
    const load = index => {
        const scene = scenes()[index];
        if (!scene || !chosen[index]) return;
        const deck = decks[index % 2];
        player.put(deck, chosen[index], chosen[index].start - (scene.start - player.from));
    };

    /** Plays a scene with its track; in sequence, the next follows at the cut. */
    const playScene = (index, all) => {
        sequence = all;
        playing = index;
        const scene = scenes()[index];
        player.pause();
        player.from = 0;
        player.to = all ? null : scene.end;
        player.seek(scene.start);
        load(index);
        player.hear(decks[index % 2]);
        if (all) load(index + 1);
        player.play();
        update();
    };
    const start = index => playScene(index, true);
    const stop = () => {
        player.pause();
        leave();
    };
    const leave = () => {
        if (playing < 0) return;
        sequence = false;
        playing = -1;
        for (const deck of decks) player.put(deck, null);
        if (player.active >= 3) player.hear(0);
        player.limit(state.range?.start ?? 0, state.range?.end ?? null);
        update();
    };

    player.addEventListener('time', () => {
        if (!sequence || !player.playing) return;
        const next = playing + 1;
        if (scenes()[next] && player.time >= scenes()[next].start) {
            playing = next;
            player.hear(decks[next % 2]);
            load(next + 1);
            update();
        }
    });
    player.addEventListener('end', leave);
    player.addEventListener('change', () => {
        if (playing >= 0 && player.playing && player.active < 3) leave();
        update();
    });

    const update = () => {
        fill(playAll, icon(sequence ? 'pause' : 'play'), sequence ? say.stop : say.playAll);
        [...list.children].forEach((row, index) => {
            const isHeard = index === playing && player.playing;
            row.classList.toggle('heard', isHeard);
            const button = row.querySelector('.play');
            if (button && button.dataset.heard !== String(isHeard)) {
                fill(button, icon(isHeard ? 'pause' : 'play'));
                button.dataset.heard = isHeard;
            }
        });
    };
    const place = () => {
        show(needs, !state.video);
        show(playAll, scenes().length > 0);
        show(copy, scenes().length > 0);
        chosen = scenes().map((scene, index) => scene.tracks.find(track => track.id === chosen[index]?.id) ?? scene.tracks[0] ?? null);
        fill(
            list,
            scenes().map((scene, index) => row(scene, index)),
        );
        update();
    };
    const row = (scene, index) => {
        const track = chosen[index];
        const choice = el(
            'select',
            { class: 'field', 'aria-label': `${say.scene(index + 1)}: ${say.otherTracks}` },
            scene.tracks.map(other =>
                el('option', {
                    value: other.id,
                    text: other.fit === null || other.fit === undefined ? other.title : `${other.title} (${percent(other.fit)})`,
                }),
            ),
        );
        if (track) choice.value = track.id;
        choice.addEventListener('change', () => {
            chosen[index] = scene.tracks.find(other => other.id === choice.value);
            if (index === playing || (sequence && index === playing + 1)) load(index);
            play.setAttribute('aria-label', say.playScene(index + 1, chosen[index].title));
            fill(why, chosen[index].reason ?? '');
        });
        const play = el('button', {
            type: 'button',
            class: 'play',
            'aria-label': track && say.playScene(index + 1, track.title),
            disabled: !track,
            on: { click: () => (playing === index && player.playing ? stop() : playScene(index, false)) },
        });
        const why = el('p', { class: 'hint', dir: 'auto' }, track?.reason ?? '');
        return el(
            'li',
            { class: 'cue' },
            el('img', {
                src: frameOf(state.video.id, (scene.start + scene.end) / 2, 240),
                alt: '',
                loading: 'lazy',
                width: '160',
                height: '90',
            }),
            el(
                'div',
                { class: 'cue-scene' },
                el('h3', { text: say.scene(index + 1) }),
                el('span', { class: 'time', text: say.sceneTime(time(scene.start), time(scene.end)) }),
                scene.seen?.length > 0 && el('span', { class: 'hint', text: enumerate(scene.seen) }),
            ),
            play,
            el('div', { class: 'cue-track' }, choice, why),
        );
    };
    const copyList = async () => {
        const lines = scenes().map((scene, index) =>
            [time(scene.start), time(scene.end), chosen[index]?.title, chosen[index]?.artist, chosen[index] && time(chosen[index].start)]
                .map(cell => cell ?? '')
                .join('\t'),
        );
        await navigator.clipboard.writeText(lines.join('\n'));
        notify(say.copied);
    };
    on(['cues', 'video'], place);
    place();
    return el(
        'div',
        { class: 'cue-list' },
        el('div', { class: 'cue-head' }, el('p', { class: 'summary', text: say.cueIntro }), playAll, copy),
        needs,
        list,
    );
}
