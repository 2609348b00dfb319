// All that is known of a track: every tag, and how the strongest run through it.
import { getLater } from '../api.js';
import { el, fill } from '../dom.js';
import { percent, say } from '../text.js';
import { report } from './notices.js';

const rows = 5;
const kinds = ['instrument', 'genre', 'mood'];

/** Fills `place`. */
export async function trackDetails(place, track) {
    try {
        const known = await getLater(`/tracks/${encodeURIComponent(track.id)}`);
        fill(
            place,
            kinds.map(kind =>
                tagList(
                    kind,
                    known.tags.filter(tag => tag.kind === kind),
                ),
            ),
            known.tagsOverTime && overTime(known.tagsOverTime, known.tags),
            track.path && el('p', { class: 'path', text: track.path, dir: 'ltr' }),
        );
    } catch (error) {
        report(error);
    }
}

function tagList(kind, tags) {
    const strongest = tags
        .filter(tag => tag.confidence >= 0.2)
        .sort((a, b) => b.confidence - a.confidence)
        .slice(0, 8);
    return (
        strongest.length > 0 &&
        el(
            'div',
            { class: 'tag-kind' },
            el('h4', { text: say.tagKinds[kind] }),
            el(
                'ul',
                {},
                strongest.map(tag =>
                    el('li', {}, el('span', { text: tag.label }), el('span', { class: 'hint', text: percent(tag.confidence) })),
                ),
            ),
        )
    );
}

function overTime({ tags }, all) {
    const strongest = tags
        .map(tag => ({ ...tag, most: Math.max(...tag.values) }))
        .sort((a, b) => b.most - a.most)
        .slice(0, rows);
    const labelOf = tag => all.find(known => known.name === tag.name)?.label ?? tag.label ?? tag.name;
    return (
        strongest.length > 0 &&
        strongest[0].values.length > 1 &&
        el(
            'div',
            { class: 'over-time' },
            el('h4', { text: say.overTime }),
            strongest.map(tag => el('div', { class: 'time-row' }, el('span', { text: labelOf(tag) }), strip(tag, labelOf(tag)))),
        )
    );
}

function strip(tag, label) {
    const cells = tag.values.map(value => {
        const cell = el('span');
        cell.style.opacity = Math.max(0.06, value).toFixed(2);
        return cell;
    });
    return el('span', { class: 'strip', role: 'img', 'aria-label': say.overTimeOf(label) }, cells);
}
