// The library: index a folder at the first start or later, and watch it being listened to.
import { call, follow } from '../api.js';
import { ask } from '../asking.js';
import { el, fill, name, show } from '../dom.js';
import { on, set, state } from '../state.js';
import { percent, say } from '../text.js';
import { notify, report } from './notices.js';

/** Reads what the library is now, and follows indexing that is under way. */
export async function readLibrary() {
    const library = await call('GET', '/library');
    set({ library });
    if (library.state === 'indexing' && library.job && !state.indexing) watch(library.job);
}

async function watch(job) {
    set({ indexing: { id: job, progress: 0 } });
    try {
        const record = await follow(job, indexing => set({ indexing }));
        set({ indexing: null });
        await readLibrary();
        if (record.state === 'failed') notify(record.error?.detail ?? say.indexFailed);
        else notify(record.state === 'cancelled' ? say.indexCancelled : say.indexed(state.library.tracks));
        ask();
    } catch (error) {
        set({ indexing: null });
        report(error);
    }
}

async function index(folder) {
    try {
        const job = await call('POST', '/library/index', { folders: [folder] });
        await watch(job.id);
    } catch (error) {
        report(error);
    }
}

let forms = 0;

/** The form and the progress, used at the first start and in the dialog. */
function indexer(label) {
    const id = `folder-${++forms}`;
    const input = el('input', {
        type: 'text',
        id,
        class: 'field',
        placeholder: say.folderHint,
        autocomplete: 'off',
        spellcheck: 'false',
        required: true,
    });
    const form = el(
        'form',
        {},
        el('label', { for: id, class: 'label', text: label }),
        el('div', { class: 'row' }, input, el('button', { class: 'button primary', text: say.index })),
    );
    form.addEventListener('submit', event => {
        event.preventDefault();
        if (input.value.trim()) index(input.value.trim());
    });
    const bar = el('progress', { max: '1', 'aria-label': say.indexing });
    const text = el('p', { role: 'status' });
    const message = el('p', { class: 'hint', dir: 'auto' });
    const cancel = el('button', {
        type: 'button',
        class: 'button',
        text: say.cancel,
        on: { click: () => state.indexing && call('DELETE', `/jobs/${encodeURIComponent(state.indexing.id)}`).catch(report) },
    });
    const progress = el('div', { class: 'loading' }, text, bar, message, cancel);
    const closed = el('p', { text: say.askAdministrator });
    const update = () => {
        const { indexing, status } = state;
        show(progress, Boolean(indexing));
        show(form, !indexing && status?.localPaths === true);
        show(closed, !indexing && status?.localPaths === false);
        if (!indexing) return;
        bar.value = indexing.progress ?? 0;
        text.textContent = [
            say.indexing,
            percent(indexing.progress ?? 0),
            indexing.secondsLeft > 0 && say.secondsLeft(indexing.secondsLeft),
        ]
            .filter(Boolean)
            .join(' · ');
        message.textContent = indexing.message ?? '';
    };
    on(['indexing', 'status'], update);
    update();
    return el('div', { class: 'indexer' }, form, closed, progress);
}

/** What a first start shows in place of the results. */
export function firstStart() {
    return el(
        'section',
        { class: 'first-start', 'aria-label': say.library },
        el('h2', { text: say.noLibrary }),
        el('p', { text: say.noLibraryLead }),
        indexer(say.folder),
    );
}

export function libraryDialog() {
    const folders = el('ul', { class: 'folders' });
    const size = el('p', { class: 'hint' });
    const dialog = el(
        'dialog',
        { class: 'dialog', 'aria-labelledby': 'library-title' },
        el('h2', { id: 'library-title', text: say.yourMusic }),
        size,
        folders,
        indexer(say.addFolder),
        el('form', { method: 'dialog', class: 'dialog-end' }, el('button', { class: 'button', text: say.close })),
    );
    on(['library'], () => {
        fill(
            folders,
            (state.library?.folders ?? []).map(folder => el('li', {}, name(folder))),
        );
        size.textContent = state.library ? say.tracks(state.library.tracks ?? 0) : '';
    });
    return dialog;
}
