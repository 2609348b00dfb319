// The bar at the foot: play, position, A/B/C, the part that is played, and the sound of the video.
import { ask } from '../asking.js';
import { el, fill, icon, iconButton, name, show } from '../dom.js';
import { hear } from '../player/compare.js';
import { on, set, state } from '../state.js';
import { say, time } from '../text.js';

const shortest = 0.5; // seconds of a part

export function playerBar(player) {
    const play = el('button', { type: 'button', class: 'play large', on: { click: () => player.toggle() } });
    const at = el('span', { class: 'time' });
    const scrubber = el('input', { type: 'range', class: 'scrubber', min: '0', step: '0.01', value: '0', 'aria-label': say.position });
    const marks = el('div', { class: 'marks', 'aria-hidden': 'true' });
    const rangeButton = el('button', { type: 'button', class: 'chip set', on: { click: () => chooseRange(null) } });
    const slots = say.letters.map((letter, index) =>
        el('button', { type: 'button', class: `slot slot-${index}`, on: { click: () => hear(index) } }),
    );
    const sound = iconButton('mute', say.originalOff, () => toggleSound());
    const bar = el(
        'section',
        { class: 'player', 'aria-label': say.player },
        el('div', { class: 'timeline' }, at, el('div', { class: 'scrub' }, marks, scrubber), rangeButton),
        play,
        el('div', { class: 'slots', role: 'group', 'aria-label': say.compareAs }, slots),
        sound,
    );

    scrubber.addEventListener('input', () => player.seek(Number(scrubber.value)));

    const chooseRange = range => {
        set({ range });
        player.limit(range?.start ?? 0, range?.end ?? null);
        ask();
    };
    const setEdge = key => {
        if (!state.video) return;
        const whole = { start: 0, end: state.video.seconds };
        const range = { ...(state.range ?? whole), [key]: player.time };
        if (range.end - range.start < shortest) Object.assign(range, key === 'start' ? { end: whole.end } : { start: whole.start });
        if (range.end - range.start >= shortest) chooseRange(range);
    };
    const toggleSound = () => {
        if (!state.video) return;
        player.picture.muted = !player.picture.muted;
        const isOn = !player.picture.muted;
        fill(sound, icon(isOn ? 'sound' : 'mute'));
        sound.title = isOn ? say.originalOn : say.originalOff;
        sound.setAttribute('aria-label', sound.title);
    };

    const updateTime = () => {
        const end = player.hasPicture ? (state.video?.seconds ?? player.picture.duration) : player.end;
        const all = Number.isFinite(end) ? end : 0;
        const now = Math.min(player.time, all || player.time);
        scrubber.max = String(all);
        scrubber.value = String(now);
        scrubber.style.setProperty('--share', all > 0 ? now / all : 0);
        const text = `${time(now)} / ${time(all)}`;
        if (at.textContent !== text) {
            at.textContent = text;
            scrubber.setAttribute('aria-valuetext', say.positionText(time(now), time(all)));
        }
    };
    const update = () => {
        fill(play, icon(player.playing ? 'pause' : 'play'));
        play.setAttribute('aria-label', player.playing ? say.pause : say.play);
        slots.forEach((button, index) => {
            const track = state.slots[index];
            button.disabled = track === null;
            button.setAttribute('aria-pressed', String(index === player.active));
            button.title = track ? say.slot(say.letters[index], track.title) : say.emptySlot(say.letters[index]);
            fill(
                button,
                el('span', { class: 'slot-letter', text: say.letters[index] }),
                track ? name(track.title, { class: 'slot-title' }) : el('span', { class: 'slot-title hint', text: say.empty }),
            );
        });
        play.disabled = !state.video && state.slots.every(track => track === null);
    };
    const drawMarks = () => {
        const { video, range } = state;
        show(rangeButton, range !== null);
        fill(rangeButton, range && say.rangeText(time(range.start), time(range.end)), icon('close'));
        rangeButton.setAttribute(
            'aria-label',
            `${range ? say.rangeText(time(range.start), time(range.end)) : ''} ${say.rangeClear}`.trim(),
        );
        const share = second => `${((100 * second) / video.seconds).toFixed(3)}%`;
        const cut = second => {
            const mark = el('span', { class: 'cut' });
            mark.style.left = share(second);
            return mark;
        };
        const part = () => {
            const mark = el('span', { class: 'part' });
            mark.style.left = share(range.start);
            mark.style.width = share(range.end - range.start);
            return mark;
        };
        fill(marks, video && (video.cuts ?? []).map(cut), video && range && part());
    };
    on(['slots', 'video'], update);
    on(['video', 'range'], drawMarks);
    player.addEventListener('change', update);
    player.addEventListener('time', updateTime);
    player.picture.addEventListener('loadedmetadata', updateTime);
    player.picture.addEventListener('seeked', updateTime);
    update();
    drawMarks();
    return { bar, setEdge, clearRange: () => state.range && chooseRange(null), toggleSound };
}
