// Elements without markup: texts become text nodes, so that nothing in a tag or a file name is ever read as HTML.

/** Makes an element. `on` has event handlers, `data` data attributes; null and false leave an attribute out. */
export function el(name, properties = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
        if (value === null || value === undefined || value === false) continue;
        if (key === 'on') for (const [event, handler] of Object.entries(value)) element.addEventListener(event, handler);
        else if (key === 'data') Object.assign(element.dataset, value);
        else if (key === 'text') element.textContent = value;
        else if (key === 'value') element.value = value;
        else element.setAttribute(key, value === true ? '' : value);
    }
    element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
    return element;
}

/** A text of unknown direction and origin, such as a title: it cannot reorder the text around it. */
export const name = (text, properties = {}) => el('bdi', { text, ...properties });

export function fill(parent, ...children) {
    parent.replaceChildren(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
}

export function show(element, visible) {
    element.hidden = !visible;
}

const shapes = {
    play: ['M8 5.500v13l11-6.500z'],
    pause: ['M8 5.500v13M16 5.500v13'],
    close: ['M6 6l12 12M18 6L6 18'],
    plus: ['M12 5v14M5 12h14'],
    minus: ['M5 12h14'],
    film: ['M4 5h16v14H4z', 'M8 5v14M16 5v14M4 12h16'],
    note: [
        'M9 18V6l10-2v12',
        'M6.500 20.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM16.500 18.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z',
    ],
    sound: ['M4 9.500v5h4l5 4v-13l-5 4z', 'M16.500 9a4 4 0 0 1 0 6M19 6.500a8 8 0 0 1 0 11'],
    mute: ['M4 9.500v5h4l5 4v-13l-5 4z', 'M16.500 9.500l5 5M21.500 9.500l-5 5'],
    keys: ['M3 6.500h18v11H3z', 'M7 10h.01M11 10h.01M15 10h.01M17 14h.01M8 14h6'],
    theme: ['M12 4a8 8 0 1 0 8 8 6.200 6.200 0 0 1-8-8z'],
    folder: ['M3 6.500h6l2 2.500h10v10H3z'],
    check: ['M5 12.500l4.500 4.500L19 7'],
};

/** A decorative icon. */
export function icon(shape) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    svg.classList.add('icon');
    for (const d of shapes[shape]) {
        const path = document.createElementNS(svg.namespaceURI, 'path');
        path.setAttribute('d', d);
        svg.append(path);
    }
    return svg;
}

/** A button with an icon and no visible text. */
export const iconButton = (shape, label, click, properties = {}) =>
    el('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, on: { click }, ...properties }, icon(shape));
