// Puts the page together.
import { call, whenKeyIsNeeded } from './api.js';
import { ask } from './asking.js';
import { el, icon, iconButton, show } from './dom.js';
import { connect } from './player/compare.js';
import { Player } from './player/player.js';
import { on, set, state } from './state.js';
import { say } from './text.js';
import { annotateView } from './views/annotate.js';
import { judge } from './views/card.js';
import { cuesView } from './views/cues.js';
import { filtersView } from './views/filters.js';
import { askForKey } from './views/key.js';
import { keyboard } from './views/keyboard.js';
import { firstStart, libraryDialog, readLibrary } from './views/library.js';
import { notices, notify, report } from './views/notices.js';
import { playerBar } from './views/player-bar.js';
import { resultsView } from './views/results.js';
import { sourceView } from './views/source.js';
import { recolour } from './views/waveform.js';
import { wordsView } from './views/words.js';

whenKeyIsNeeded(askForKey);

const picture = el('video', { muted: true, playsinline: true, preload: 'auto', 'aria-label': say.picture });
picture.muted = true;
export const player = new Player(picture);
connect(player);
player.addEventListener('unreadable', () => notify(say.unreadable(player.unreadable.title)));

const bar = playerBar(player);
const shortcuts = keyboard(player, bar, { judge });
const annotate = annotateView();
const library = libraryDialog();

function header() {
    const libraryButton = el('button', {
        type: 'button',
        class: 'button small quiet library-button',
        on: { click: () => library.showModal() },
    });
    on(['library'], () => {
        show(libraryButton, Boolean(state.library) && state.library.state !== 'none');
        libraryButton.replaceChildren(icon('folder'), say.tracks(state.library?.tracks ?? 0));
    });
    show(libraryButton, false);
    return el(
        'header',
        { class: 'top' },
        el('a', {
            class: 'skip',
            href: '#results',
            text: say.skip,
            on: {
                click: event => {
                    event.preventDefault();
                    document.getElementById('results').focus();
                },
            },
        }),
        el(
            'a',
            { class: 'brand', href: '#', 'aria-label': say.product },
            el('img', { src: 'icon.svg', alt: '', width: '24', height: '24' }),
            el('span', { text: say.product }),
        ),
        el(
            'nav',
            { class: 'pages', 'aria-label': say.pages },
            el('a', { href: '#', text: say.match, data: { page: 'match' } }),
            el('a', { href: '#annotate', text: say.annotate, data: { page: 'annotate' } }),
        ),
        el(
            'div',
            { class: 'top-end' },
            libraryButton,
            themeButton(),
            iconButton('keys', say.shortcuts, () => shortcuts.show(), { class: 'icon-button only-wide' }),
        ),
    );
}

function themeButton() {
    const order = ['auto', 'light', 'dark'];
    let theme = document.documentElement.dataset.theme ?? 'auto';
    const button = iconButton('theme', say.theme[theme], () => {
        theme = order[(order.indexOf(theme) + 1) % order.length];
        if (theme === 'auto') delete document.documentElement.dataset.theme;
        else document.documentElement.dataset.theme = theme;
        localStorage.setItem('theme', theme);
        button.title = say.theme[theme];
        button.setAttribute('aria-label', say.theme[theme]);
        recolour();
    });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', recolour);
    return button;
}

function results() {
    const tabs = ['tracks', 'cues'].map(view =>
        el('button', {
            type: 'button',
            role: 'tab',
            id: `tab-${view}`,
            class: 'tab',
            text: view === 'tracks' ? say.resultsFor : say.cues,
            'aria-controls': `panel-${view}`,
            data: { view },
            on: {
                click: () => {
                    set({ view });
                    ask();
                },
                keydown: event => {
                    if (/^Arrow(Left|Right)$/.test(event.key)) {
                        event.preventDefault();
                        tabs[1 - tabs.indexOf(event.target)].click();
                        tabs.find(tab => tab.dataset.view === state.view).focus();
                    }
                },
            },
        }),
    );
    const panels = { tracks: resultsView(player), cues: cuesView(player) };
    for (const [view, panel] of Object.entries(panels)) {
        panel.id = `panel-${view}`;
        panel.setAttribute('role', 'tabpanel');
        panel.setAttribute('aria-labelledby', `tab-${view}`);
    }
    const update = () => {
        for (const tab of tabs) {
            tab.setAttribute('aria-selected', String(tab.dataset.view === state.view));
            tab.tabIndex = tab.dataset.view === state.view ? 0 : -1;
        }
        for (const [view, panel] of Object.entries(panels)) show(panel, view === state.view);
    };
    on(['view'], update);
    update();
    const busy = el('div', { class: 'busy', 'aria-hidden': 'true' });
    on(['asking'], () => busy.classList.toggle('on', state.asking));
    return el(
        'section',
        { class: 'results', id: 'results', tabindex: '-1', 'aria-labelledby': 'results-title' },
        el('h2', { id: 'results-title', class: 'visually-hidden', text: say.results }),
        el('div', { class: 'tabs', role: 'tablist', 'aria-label': say.results }, tabs),
        busy,
        panels.tracks,
        panels.cues,
    );
}

const first = firstStart();
const intro = el('div', { class: 'intro' }, el('h1', { text: say.title }), el('p', { class: 'lead', text: say.lead }));
const source = sourceView(player);
const query = el('div', { class: 'query' }, wordsView(), filtersView());
const match = el('main', { class: 'match', id: 'match' }, el('div', { class: 'left' }, intro, first, source, query), results(), bar.bar);
document.body.append(header(), match, annotate.page, notices(), library, shortcuts.dialog);

function stage() {
    const hasLibrary = Boolean(state.library) && state.library.state !== 'none';
    const isAsked = state.video !== null || state.text.trim() !== '' || state.loading !== null;
    document.body.dataset.stage = isAsked && hasLibrary ? 'work' : 'start';
    show(first, state.library?.state === 'none' || (Boolean(state.indexing) && !state.library?.tracks));
    show(query, hasLibrary);
    show(source, hasLibrary || Boolean(state.indexing));
}
on(['library', 'video', 'text', 'loading', 'indexing'], stage);

function route() {
    const page = location.hash === '#annotate' ? 'annotate' : 'match';
    document.body.dataset.page = page;
    show(match, page === 'match');
    show(annotate.page, page === 'annotate');
    for (const link of document.querySelectorAll('.pages a'))
        if (link.dataset.page === page) link.setAttribute('aria-current', 'page');
        else link.removeAttribute('aria-current');
    if (page === 'annotate') {
        player.pause();
        annotate.enter();
    } else annotate.leave();
}
addEventListener('hashchange', route);

stage();
route();
try {
    set({ status: await call('GET', '/status') });
    await readLibrary();
} catch (error) {
    report(error);
}
