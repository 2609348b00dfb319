// What the page knows. Views listen to the parts they show.

export const state = {
    status: null, // of the server
    library: null,
    video: null, // as the server describes it; null without one
    loading: null, // {name, share, text} while a video is uploaded and looked at
    text: '',
    not: [],
    textWeight: 1,
    filters: { tags: [], minDuration: null, maxDuration: null, folder: null },
    like: [], // {id, title}
    unlike: [],
    beats: false, // whether a downbeat should land on a cut
    knowsBeats: false, // whether the server does: it is asked for beats only where its tracks have them
    range: null, // {start, end} of the video
    top: 12,
    answer: null,
    cues: null,
    asking: false,
    indexing: null, // the job that listens to a folder
    view: 'tracks',
    slots: [null, null, null], // the tracks A, B and C
};

const listeners = [];

/** Calls `listener` whenever one of `keys` was set. */
export function on(keys, listener) {
    listeners.push([keys, listener]);
}

export function set(changes) {
    Object.assign(state, changes);
    for (const [keys, listener] of listeners) if (keys.some(key => key in changes)) listener();
}
