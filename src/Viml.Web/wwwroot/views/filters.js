// Filters, and how many tracks each of them removed.
import { ask } from '../asking.js';
import { el, fill, icon, show } from '../dom.js';
import { on, set, state } from '../state.js';
import { say, seconds, time } from '../text.js';
import { notify } from './notices.js';
import { removable } from './words.js';

const usual = 0.5; // the confidence a tag filter asks for

/** Lets only tracks with a tag through. */
export function filterByTag(tag, confidence = usual) {
    change({ tags: [...state.filters.tags.filter(other => other.tag !== tag), { tag, confidence }] });
}

function change(filters) {
    set({ filters: { ...state.filters, ...filters } });
    ask();
}

const labelOf = tag => state.library?.tags?.find(known => known.name === tag)?.label ?? tag;

export function filtersView() {
    const active = el('ul', { class: 'chips effects' });
    const summary = el('summary', {}, el('span', { class: 'label', text: say.filters }));
    const details = el(
        'details',
        { class: 'filters block' },
        summary,
        el('div', { class: 'filter-fields' }, tagField(), durations(), folders()),
    );
    on(['filters', 'answer', 'library'], () => {
        const items = chosen();
        fill(active, items);
        show(active, items.length > 0);
    });
    show(active, false);
    return el('section', { class: 'filter-section', 'aria-label': say.filters }, active, details);
}

/** The filters in the order in which the server applies and reports them. */
function chosen() {
    const { tags, minDuration, maxDuration, folder } = state.filters;
    const effects = state.answer?.filters ?? [];
    let index = 0;
    const item = (text, remove) => {
        const effect = effects[index++];
        return el(
            'li',
            {},
            removable(text, remove, effect ? el('span', { class: 'effect', text: say.removed(effect.removed) }) : null),
            instead(effect),
        );
    };
    return [
        ...tags.map(filter => item(labelOf(filter.tag), () => change({ tags: tags.filter(other => other !== filter) }))),
        minDuration !== null && item(say.atLeast(time(minDuration)), () => change({ minDuration: null })),
        maxDuration !== null && item(say.atMost(time(maxDuration)), () => change({ maxDuration: null })),
        folder && item(folder, () => change({ folder: null })),
    ].filter(Boolean);
}

function instead(effect) {
    return (
        effect?.instead &&
        el('button', {
            type: 'button',
            class: 'link',
            text: say.loosen(effect.instead.keeps, effect.instead.confidence),
            on: { click: () => filterByTag(effect.instead.tag, effect.instead.confidence) },
        })
    );
}

function tagField() {
    const options = el('datalist', { id: 'tags' });
    const input = el('input', { type: 'text', id: 'tag', class: 'field', list: 'tags', placeholder: say.tagHint, autocomplete: 'off' });
    const form = el(
        'form',
        { class: 'row' },
        input,
        el('button', { class: 'button', 'aria-label': say.add, title: say.add }, icon('plus')),
    );
    form.addEventListener('submit', event => {
        event.preventDefault();
        const typed = input.value.trim().toLowerCase();
        if (typed === '') return;
        const tag = state.library?.tags?.find(known => known.label.toLowerCase() === typed || known.name === typed);
        if (!tag) {
            notify(say.unknownTag(input.value.trim()));
            return;
        }
        input.value = '';
        filterByTag(tag.name);
    });
    on(['library'], () =>
        fill(
            options,
            (state.library?.tags ?? []).map(tag => el('option', { value: tag.label, label: `${tag.label} (${tag.tracks})` })),
        ),
    );
    return el('div', {}, el('label', { for: 'tag', class: 'sublabel', text: say.tagFilter }), form, options);
}

function durations() {
    const field = (id, key, label) => {
        const input = el('input', {
            type: 'text',
            id,
            class: 'field',
            placeholder: say.durationHint,
            size: '6',
            autocomplete: 'off',
            'aria-label': `${say.durationFilter}: ${label}`,
        });
        input.addEventListener('change', () => {
            const value = seconds(input.value);
            input.setAttribute('aria-invalid', String(Number.isNaN(value)));
            if (Number.isNaN(value)) notify(say.badTime);
            else change({ [key]: value });
        });
        on(['filters'], () => {
            if (document.activeElement !== input) input.value = state.filters[key] === null ? '' : time(state.filters[key]);
        });
        return el('span', { class: 'duration' }, el('span', { text: label, 'aria-hidden': 'true' }), input);
    };
    return el(
        'div',
        {},
        el('span', { class: 'sublabel', text: say.durationFilter }),
        el('div', { class: 'row' }, field('min-duration', 'minDuration', say.shortest), field('max-duration', 'maxDuration', say.longest)),
    );
}

function folders() {
    const select = el('select', { id: 'folder-filter', class: 'field' });
    const block = el('div', {}, el('label', { for: 'folder-filter', class: 'sublabel', text: say.folderFilter }), select);
    select.addEventListener('change', () => change({ folder: select.value || null }));
    on(['library', 'filters'], () => {
        const all = state.library?.folders ?? [];
        show(block, all.length > 1);
        if (select.options.length !== all.length + 1)
            fill(
                select,
                el('option', { value: '', text: say.everyFolder }),
                all.map(folder => el('option', { value: folder, text: folder })),
            );
        select.value = state.filters.folder ?? '';
    });
    return block;
}
