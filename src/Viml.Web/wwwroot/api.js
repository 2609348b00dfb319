// Everything the page asks of the server.

const root = '/api/v1';
let needKey = null;

/** A refusal of the server, or a failure to reach it. */
export class Problem extends Error {
    constructor({ title, detail, code, status }) {
        super(detail ?? title ?? code);
        Object.assign(this, { title, code, status });
    }
}

/** `ask` is called where the server wants a key, and resolves once there is a session. */
export function whenKeyIsNeeded(ask) {
    let pending = null;
    needKey = () =>
        (pending ??= ask().finally(() => {
            pending = null;
        }));
}

/** Calls the server; a failure is a Problem. */
export async function call(method, path, body, { signal, raw } = {}) {
    for (;;) {
        const response = await send(method, path, body, signal);
        if (response.status === 401 && path !== '/session' && needKey) {
            await needKey();
            continue;
        }
        if (!response.ok) throw new Problem({ status: response.status, ...(await problemOf(response)) });
        if (raw) return response;
        return response.status === 204 ? null : await response.json();
    }
}

async function send(method, path, body, signal) {
    try {
        return await fetch(root + path, {
            method,
            signal,
            credentials: 'same-origin',
            headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
            body: body === undefined ? undefined : JSON.stringify(body),
        });
    } catch (error) {
        if (error.name === 'AbortError') throw error;
        throw new Problem({ code: 'unreachable', status: 0 });
    }
}

async function problemOf(response) {
    try {
        return await response.json();
    } catch {
        return { title: response.statusText, code: `http-${response.status}` };
    }
}

/** Uploads a file; `progress` is called with the share sent. */
export function upload(file, progress, signal) {
    return new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.open('POST', `${root}/videos?name=${encodeURIComponent(file.name)}`);
        request.setRequestHeader('Content-Type', 'application/octet-stream');
        request.responseType = 'json';
        request.upload.addEventListener('progress', event => event.lengthComputable && progress(event.loaded / event.total));
        request.addEventListener('load', async () => {
            if (request.status < 300) resolve(request.response);
            else if (request.status === 401 && needKey)
                needKey()
                    .then(() => upload(file, progress, signal))
                    .then(resolve, reject);
            else reject(new Problem({ status: request.status, ...request.response }));
        });
        request.addEventListener('error', () => reject(new Problem({ code: 'unreachable', status: 0 })));
        request.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
        signal?.addEventListener('abort', () => request.abort());
        request.send(file);
    });
}

const ended = ['done', 'failed', 'cancelled'];

/** Follows a job to its end; `changed` gets each of its records. */
export function follow(job, changed, signal) {
    return new Promise((resolve, reject) => {
        const events = new EventSource(`${root}/jobs/${encodeURIComponent(job)}/events`);
        const finish = (settle, value) => {
            events.close();
            settle(value);
        };
        const take = record => {
            changed(record);
            if (ended.includes(record.state)) finish(resolve, record);
        };
        events.addEventListener('job', event => take(JSON.parse(event.data)));
        events.addEventListener('error', async () => {
            if (events.readyState !== EventSource.CLOSED) return; // it connects again by itself
            try {
                take(await call('GET', `/jobs/${encodeURIComponent(job)}`));
            } catch (error) {
                finish(reject, error);
            }
        });
        signal?.addEventListener('abort', () => finish(reject, new DOMException('', 'AbortError')));
    });
}

const limit = 4; // requests for details at a time, so that rankings never wait behind them
const waiting = [];
let running = 0;

/** Gets what can wait. */
export function getLater(path) {
    return new Promise((resolve, reject) => {
        waiting.push(() => call('GET', path).then(resolve, reject));
        next();
    });
}

function next() {
    while (running < limit && waiting.length > 0) {
        running++;
        waiting
            .shift()()
            .finally(() => {
                running--;
                next();
            });
    }
}

const id = encodeURIComponent;
export const mediaOf = video => `${root}/videos/${id(video)}/media`;
export const frameOf = (video, at, width) => `${root}/videos/${id(video)}/frame?at=${at.toFixed(2)}&width=${width}`;
export const audioOf = track => `${root}/tracks/${id(track)}/audio`;
export const annotationsFile = `${root}/annotations?format=csv`;
