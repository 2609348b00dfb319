// Asks for the ranking that belongs to the state. While one question is out, the newest waits and those between are dropped,
// so that a slider moves as fast as the server answers.
import { call } from './api.js';
import { state, set } from './state.js';
import { report } from './views/notices.js';

let busy = false;
let again = false;
let timer = 0;

/** The question as the server wants it; null where there is nothing to ask by. */
export function question(top = state.top) {
    const text = state.text.trim();
    if (!state.video && text === '') return null;
    if (state.library?.state === 'none' || !state.library) return null;
    const { tags, minDuration, maxDuration, folder } = state.filters;
    return {
        video: state.video?.id,
        text: text || undefined,
        not: state.not.length ? state.not : undefined,
        textWeight: state.video && text ? state.textWeight : undefined,
        top,
        range: state.range ?? undefined,
        beats: (state.video && state.beats) || undefined,
        filters:
            tags.length || minDuration !== null || maxDuration !== null || folder
                ? { tags, minDuration: minDuration ?? undefined, maxDuration: maxDuration ?? undefined, folder: folder ?? undefined }
                : undefined,
        like: state.like.length ? state.like.map(track => track.id) : undefined,
        unlike: state.unlike.length ? state.unlike.map(track => track.id) : undefined,
    };
}

/** Asks after a pause in typing. */
export function askSoon() {
    clearTimeout(timer);
    timer = setTimeout(ask, 250);
}

/** Asks now. */
export async function ask() {
    clearTimeout(timer);
    if (busy) {
        again = true;
        return;
    }
    busy = true;
    try {
        do {
            again = false;
            await answerOnce();
        } while (again);
    } finally {
        busy = false;
        if (state.asking) set({ asking: false });
    }
}

async function answerOnce() {
    const body = question();
    if (!body) {
        set({ answer: null, cues: null });
        return;
    }
    if (!state.asking) set({ asking: true });
    try {
        if (state.view === 'cues' && state.video) {
            const cues = await call('POST', '/cues', { ...body, top: 3, range: undefined });
            if (!again) set({ cues });
        } else {
            const answer = await call('POST', '/recommendations', body);
            if (!again) set({ answer });
        }
    } catch (error) {
        report(error);
    }
}
