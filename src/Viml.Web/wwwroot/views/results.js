// The ranking: cards in order, where the fit ends, and what was understood and seen.
import { ask } from '../asking.js';
import { el, fill, show } from '../dom.js';
import { on, set, state } from '../state.js';
import { enumerate, say } from '../text.js';
import { Card, judge } from './card.js';
import { removable } from './words.js';

const low = 0.3; // the fit below which a track hardly fits; the server says littleFits by the same
const most = 60;

export function resultsView(player) {
    const cards = new Map(); // by track
    const list = el('ol', { class: 'cards', 'aria-label': say.ranking });
    const line = el('li', { class: 'cut-off', text: say.below });
    const little = el('div', { class: 'little', role: 'status' }, el('strong', { text: say.little }), el('span', { text: say.littleMore }));
    const nothing = el('p', { class: 'nothing', role: 'status' });
    const summary = el('p', { class: 'summary', 'aria-live': 'polite', dir: 'auto' });
    const taste = el('ul', { class: 'chips taste' });
    const more = el('button', {
        type: 'button',
        class: 'button',
        text: say.more,
        on: {
            click: () => {
                set({ top: Math.min(most, state.top + 12) });
                ask();
            },
        },
    });
    const seen = new IntersectionObserver(
        entries => entries.forEach(entry => entry.isIntersecting && cards.get(entry.target.dataset.track)?.appear()),
        { rootMargin: '200px' },
    );

    const place = () => {
        const tracks = state.answer?.tracks ?? [];
        const stay = new Set(tracks.map(track => track.id));
        for (const [id, card] of cards)
            if (!stay.has(id)) {
                seen.unobserve(card.element);
                card.waveform.destroy();
                card.element.remove();
                cards.delete(id);
            }
        const order = [];
        for (const track of tracks) {
            let card = cards.get(track.id);
            if (card) card.update(track);
            else {
                card = new Card(track, player);
                cards.set(track.id, card);
                seen.observe(card.element);
            }
            if (track.fit !== null && track.fit < low && !state.answer.littleFits && order.length > 0 && !order.includes(line))
                order.push(line);
            order.push(card.element);
        }
        arrange(list, order);
        show(little, state.answer?.littleFits === true && tracks.length > 0);
        nothing.textContent = state.answer?.filters.length > 0 ? say.nothing : say.nothingToGoBy;
        show(nothing, state.answer !== null && tracks.length === 0);
        show(more, tracks.length >= state.top && state.top < most);
        summary.textContent = state.answer ? summaryOf(state.answer) : '';
    };
    on(['answer'], place);
    on(['slots', 'like', 'unlike'], () => cards.forEach(card => card.updateSlots()));
    on(['like', 'unlike'], () =>
        fill(
            taste,
            ...['like', 'unlike'].flatMap(key =>
                state[key].map(track =>
                    el(
                        'li',
                        {},
                        el('span', { text: key === 'like' ? say.liked : say.unliked }),
                        removable(track.title, () => judge(track, key)),
                    ),
                ),
            ),
        ),
    );
    on(['asking'], () => list.setAttribute('aria-busy', String(state.asking)));
    player.addEventListener('change', () => cards.forEach(card => card.updatePlayer()));
    player.addEventListener('time', () => cards.forEach(card => card.updateTime()));
    place();
    return el('div', { class: 'ranking' }, summary, taste, little, nothing, list, el('div', { class: 'more' }, more));
}

/** Puts elements in order and leaves alone those that stand right. */
function arrange(list, order) {
    const focused = list.contains(document.activeElement) ? document.activeElement : null;
    order.forEach((element, index) => {
        if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
    });
    while (list.children.length > order.length) list.lastChild.remove();
    if (focused?.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true }); // moving takes the focus away
}

function summaryOf(answer) {
    const removed = answer.filters.reduce((sum, filter) => sum + filter.removed, 0);
    return [
        say.searched(answer.library.tracks, removed),
        answer.seen?.length > 0 && `${say.seen}: ${enumerate(answer.seen)}`,
        answer.warning,
    ]
        .filter(Boolean)
        .join(' · ');
}
