// Keyboard shortcuts, and the dialog that lists them. They can be switched off, for people whose software types single letters.
import { el } from '../dom.js';
import { hear } from '../player/compare.js';
import { state } from '../state.js';
import { say } from '../text.js';

const typing = 'input:not([type=range]), textarea, select, dialog';

export function keyboard(player, bar, { judge }) {
    let enabled = localStorage.getItem('shortcuts') !== 'off';
    const toggle = el('input', {
        type: 'checkbox',
        id: 'shortcuts-on',
        on: {
            change: () => {
                enabled = toggle.checked;
                localStorage.setItem('shortcuts', enabled ? 'on' : 'off');
            },
        },
    });
    toggle.checked = enabled;
    const dialog = el(
        'dialog',
        { class: 'dialog keys', 'aria-labelledby': 'keys-title' },
        el('h2', { id: 'keys-title', text: say.shortcuts }),
        el(
            'dl',
            {},
            say.keys.map(([keys, meaning]) =>
                el(
                    'div',
                    {},
                    el(
                        'dt',
                        {},
                        keys.split('  ').map(key => el('kbd', { text: key })),
                    ),
                    el('dd', { text: meaning }),
                ),
            ),
        ),
        el('div', { class: 'check' }, toggle, el('label', { for: 'shortcuts-on', text: say.keysOn })),
        el('form', { method: 'dialog', class: 'dialog-end' }, el('button', { class: 'button', text: say.close })),
    );

    const focusedCard = () => document.activeElement?.closest?.('.card');
    const step = by => {
        const cards = [...document.querySelectorAll('.card')];
        const next = cards[cards.indexOf(focusedCard()) + by] ?? (focusedCard() ? null : cards[0]);
        next?.focus();
        next?.scrollIntoView({ block: 'nearest' });
    };
    const judgeFocused = key => {
        const track = state.answer?.tracks.find(found => found.id === focusedCard()?.dataset.track);
        if (track) judge(track, key);
    };
    const actions = {
        ' ': () => player.toggle(),
        a: () => hear(0),
        b: () => hear(1),
        c: () => hear(2),
        1: () => hear(0),
        2: () => hear(1),
        3: () => hear(2),
        ArrowLeft: () => player.seek(player.time - 1),
        ArrowRight: () => player.seek(player.time + 1),
        Home: () => player.seek(player.from),
        j: () => step(1),
        k: () => step(-1),
        '+': () => judgeFocused('like'),
        '-': () => judgeFocused('unlike'),
        '−': () => judgeFocused('unlike'),
        i: () => bar.setEdge('start'),
        o: () => bar.setEdge('end'),
        x: () => bar.clearRange(),
        s: () => bar.toggleSound(),
        '/': () => document.getElementById('words').focus(),
        '?': () => dialog.showModal(),
    };

    document.addEventListener('keydown', event => {
        if (!enabled || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.target.closest(typing)) return;
        if (document.body.dataset.page !== 'match') return;
        if (event.key === ' ' && event.target.closest('button, a, summary')) return; // presses them
        if (/^(Arrow|Home)/.test(event.key) && event.target.matches('input')) return; // moves the slider
        if (event.key === 'Enter' && event.target.matches('.card')) {
            event.target.querySelector('.play').click();
            return;
        }
        const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
        if (!action) return;
        event.preventDefault();
        action();
    });
    return { dialog, show: () => dialog.showModal() };
}
