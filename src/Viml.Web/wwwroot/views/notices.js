// Short messages at the edge of the page: what went wrong and what to do.
import { el, fill, iconButton } from '../dom.js';
import { say } from '../text.js';

const region = el('div', { class: 'notices', role: 'status', 'aria-live': 'polite' });
export const notices = () => region;

/** Shows a message until it is closed or replaced by the next. */
export function notify(text) {
    fill(
        region,
        el(
            'div',
            { class: 'notice' },
            el('span', { text, dir: 'auto' }),
            iconButton('close', say.close, () => fill(region)),
        ),
    );
}

/** Shows what went wrong; what the reader stopped is not an error. */
export function report(error) {
    if (error.name === 'AbortError') return;
    notify(say.problems[error.code] ?? (error.title && error.title !== error.message ? `${error.title}. ${error.message}` : error.message));
}
