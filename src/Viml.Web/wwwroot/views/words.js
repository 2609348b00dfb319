// What the music should sound like, what it should do without, and how much the words count beside the picture.
import { ask, askSoon } from '../asking.js';
import { el, fill, name, show, icon } from '../dom.js';
import { on, set, state } from '../state.js';
import { say } from '../text.js';

export function wordsView() {
    return el('div', { class: 'ask' }, textField(), notField(), balance(), beats());
}

function textField() {
    const input = el('input', {
        type: 'search',
        id: 'words',
        class: 'field large',
        placeholder: say.wordsHint,
        autocomplete: 'off',
        maxlength: '500',
        enterkeyhint: 'search',
    });
    input.addEventListener('input', () => {
        set({ text: input.value });
        askSoon();
    });
    input.addEventListener('keydown', event => {
        if (event.key === 'Enter') ask();
    });
    const notes = el('ul', { class: 'notes', 'aria-live': 'polite' });
    const examples = el(
        'ul',
        { class: 'chips', 'aria-label': say.exampleLabel },
        say.examples.map(example =>
            el(
                'li',
                {},
                el('button', {
                    type: 'button',
                    class: 'chip',
                    text: example,
                    on: {
                        click: () => {
                            input.value = example;
                            set({ text: example });
                            ask();
                        },
                    },
                }),
            ),
        ),
    );
    on(['answer'], () => {
        const said = state.answer?.words?.notes ?? [];
        fill(
            notes,
            said.map(note => el('li', { text: note, dir: 'auto' })),
        );
        show(notes, said.length > 0);
    });
    on(['text'], () => show(examples, state.text.trim() === ''));
    show(notes, false);
    return el('div', { class: 'block' }, el('label', { for: 'words', class: 'label', text: say.words }), input, notes, examples);
}

function notField() {
    const input = el('input', { type: 'text', id: 'not', class: 'field', placeholder: say.notHint, autocomplete: 'off', maxlength: '100' });
    const list = el('ul', { class: 'chips' });
    const form = el(
        'form',
        { class: 'row' },
        input,
        el('button', { class: 'button', 'aria-label': say.addNot, title: say.addNot }, icon('plus')),
    );
    form.addEventListener('submit', event => {
        event.preventDefault();
        const things = input.value
            .split(',')
            .map(thing => thing.trim())
            .filter(thing => thing !== '' && !state.not.includes(thing));
        input.value = '';
        if (things.length === 0) return;
        set({ not: [...state.not, ...things] });
        ask();
    });
    on(['not'], () =>
        fill(
            list,
            state.not.map(thing =>
                el(
                    'li',
                    {},
                    removable(thing, () => {
                        set({ not: state.not.filter(other => other !== thing) });
                        ask();
                        input.focus();
                    }),
                ),
            ),
        ),
    );
    return el('div', { class: 'block inline' }, el('label', { for: 'not', class: 'label', text: say.not }), form, list);
}

/** A chip with a text that can be taken away. */
export function removable(text, remove, extra = null) {
    return el(
        'button',
        { type: 'button', class: 'chip set', title: say.remove(text), on: { click: remove } },
        name(text),
        extra,
        el('span', { class: 'visually-hidden', text: say.removeShort }),
        icon('close'),
    );
}

function beats() {
    const input = el('input', { type: 'checkbox', id: 'beats' });
    input.addEventListener('change', () => {
        set({ beats: input.checked });
        ask();
    });
    const block = el('div', { class: 'check' }, input, el('label', { for: 'beats', text: say.beats }));
    const update = () => show(block, state.knowsBeats && state.video !== null);
    on(['knowsBeats', 'video'], update);
    update();
    return block;
}

function balance() {
    const input = el('input', { type: 'range', id: 'balance', min: '0', max: '1', step: '0.05', value: '1' });
    const hint = el('span', { class: 'hint', text: say.balanceNeeds });
    const update = () => {
        const matters = state.video !== null && state.text.trim() !== '';
        input.disabled = !matters;
        show(hint, !matters);
        input.setAttribute('aria-valuetext', say.balanceText(state.textWeight));
        input.style.setProperty('--share', state.textWeight);
    };
    input.addEventListener('input', () => {
        set({ textWeight: Number(input.value) });
        ask();
    });
    on(['video', 'text', 'textWeight'], update);
    update();
    return el(
        'div',
        { class: 'block balance' },
        el('div', { class: 'spread' }, el('label', { for: 'balance', class: 'label', text: say.balance }), hint),
        el(
            'div',
            { class: 'slider' },
            el('span', { text: say.balancePicture, 'aria-hidden': 'true' }),
            input,
            el('span', { text: say.balanceWords, 'aria-hidden': 'true' }),
        ),
    );
}
