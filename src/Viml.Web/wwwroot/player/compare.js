// Which tracks are A, B and C. Until the reader chooses, they are the three that fit best.
import { state, set, on } from '../state.js';

const settle = 400; // ms that a ranking stands before its tracks are loaded: under a moving slider, none is
let chosen = false; // by the reader, or by listening
let player = null;
let loading = 0; // a timer

/** Connects the slots of the state to the decks of the player. */
export function connect(to) {
    player = to;
    on(['answer'], () => {
        if (chosen || state.view !== 'tracks') return;
        const tracks = state.answer?.tracks ?? [];
        set({ slots: [0, 1, 2].map(index => tracks[index] ?? null) });
        clearTimeout(loading);
        loading = setTimeout(load, settle);
    });
    player.prepare = () => loading && load();
    player.addEventListener('change', () => {
        if (player.playing && player.active < 3) chosen = true;
    });
}

function load() {
    clearTimeout(loading);
    loading = 0;
    state.slots.forEach((track, index) => player.put(index, track, track?.start));
}

/** Forgets what was chosen: for another video. */
export function startOver() {
    chosen = false;
    set({ slots: [null, null, null] });
    load();
    player.active = 0;
}

export const slotOf = track => state.slots.findIndex(other => other?.id === track.id);

/** Makes a track A, B or C, and hears it if music plays. */
export function assign(track, index, start = track.start) {
    chosen = true;
    player.prepare();
    const slots = [...state.slots];
    const before = slotOf(track);
    if (before >= 0 && before !== index) {
        // they change places
        slots[before] = slots[index];
        player.put(before, slots[before], slots[before]?.start);
    }
    slots[index] = { ...track, start };
    player.put(index, slots[index], start);
    if (player.playing) player.hear(index);
    set({ slots });
}

/** Plays a track, or pauses it: in its own slot, else in the one that is heard. */
export function playTrack(track) {
    const slot = slotOf(track);
    if (slot >= 0 && slot === player.active && player.playing) {
        player.pause();
        return;
    }
    const index = slot >= 0 ? slot : Math.min(player.active, 2);
    if (slot < 0) assign(track, index);
    player.hear(index);
    player.play();
}

/** Begins a track elsewhere. */
export function startAt(track, start) {
    track.start = start;
    const slot = slotOf(track);
    const index = slot >= 0 ? slot : Math.min(player.active, 2);
    assign(track, index, start);
    player.hear(index);
}

/** Hears A, B or C from the same picture on. */
export function hear(index) {
    if (!state.slots[index]) return;
    player.hear(index);
    if (!player.playing) player.play();
}
