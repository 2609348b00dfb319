// Why a track was found: which tags, which words, and where in the video.
import { el } from '../dom.js';
import { enumerate, say } from '../text.js';
import { timesOf } from './source.js';

export function reasonsView(reasons) {
    return el(
        'p',
        { class: 'why', dir: 'auto' },
        reasons.map(reason => el('span', { class: `reason ${reason.source}` }, ...parts(reason))),
    );
}

function parts(reason) {
    const tags = enumerate(reason.tags.map(tag => tag.label));
    const strong = text => el('strong', { text: reason.isLeaning ? say.leaning(text) : text });
    const by = text => el('span', { text });
    switch (reason.source) {
        case 'exclusions':
            return [strong(enumerate(reason.texts))];
        case 'names':
            return [strong(enumerate(reason.texts)), by(say.reasons.names)];
        case 'picture':
            return [
                strong(tags),
                by(reason.texts.length > 0 ? say.seenAt(enumerate(reason.texts), timesOf(reason.texts)) : say.reasons.picture),
            ];
        case 'sound':
            return tags ? [strong(tags), by(say.reasons.sound)] : [strong(say.reasons.sound)];
        default:
            return [strong(tags), by(say.reasons[reason.source] ?? '')];
    }
}
