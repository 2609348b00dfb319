// One track of the ranking. A card lives as long as its track is shown: a new ranking moves it and changes its numbers.
import { getLater } from '../api.js';
import { ask } from '../asking.js';
import { el, fill, icon, name, show } from '../dom.js';
import { assign, playTrack, slotOf, startAt } from '../player/compare.js';
import { set, state } from '../state.js';
import { percent, say, time } from '../text.js';
import { filterByTag } from './filters.js';
import { reasonsView } from './reasons.js';
import { trackDetails } from './details.js';
import { Waveform } from './waveform.js';

const shownTags = 6;
const settle = 300; // ms that a card stands before its waveform is asked for: under a moving slider, none is

/** Says that the music should be more like a track, or unlike it; said twice, it is taken back. */
export function judge(track, key) {
    const other = key === 'like' ? 'unlike' : 'like';
    const has = state[key].some(judged => judged.id === track.id);
    const without = list => list.filter(judged => judged.id !== track.id);
    set({ [key]: has ? without(state[key]) : [...state[key], { id: track.id, title: track.title }], [other]: without(state[other]) });
    ask();
}

export class Card {
    constructor(track, player) {
        this.track = { ...track };
        this.bestStart = track.start;
        this.player = player;
        this.waveform = new Waveform(this.track, start => this.moveTo(start));
        this.rank = el('span', { class: 'rank', 'aria-hidden': 'true' });
        this.playButton = el('button', { type: 'button', class: 'play', on: { click: () => playTrack(this.track) } });
        this.fit = el('span', { class: 'fit' });
        this.length = el('span', { text: time(track.duration) });
        this.startText = el('span', { class: 'start' });
        this.resetButton = el('button', {
            type: 'button',
            class: 'link',
            text: say.backToBest,
            on: { click: () => this.moveTo(this.bestStart) },
        });
        this.why = el('div');
        this.tags = el('ul', { class: 'tags' });
        this.description = el('p', { class: 'description', dir: 'auto' });
        this.letters = say.letters.map((letter, index) =>
            el('button', {
                type: 'button',
                class: `letter slot-${index}`,
                text: letter,
                'aria-label': say.putOn(letter, track.title),
                title: say.putOn(letter, track.title),
                on: { click: () => assign(this.track, index) },
            }),
        );
        this.like = this.judgement('like', 'plus', say.like);
        this.unlike = this.judgement('unlike', 'minus', say.unlike);
        this.details = el('div', { class: 'detail-body', id: `details-${track.id}`, hidden: true });
        this.detailsButton = el('button', {
            type: 'button',
            class: 'button small quiet',
            text: say.details,
            'aria-expanded': 'false',
            'aria-controls': this.details.id,
            on: { click: () => this.toggleDetails() },
        });
        this.element = el(
            'li',
            { class: 'card', tabindex: '-1', data: { track: track.id } },
            el(
                'div',
                { class: 'card-head' },
                this.rank,
                this.playButton,
                el(
                    'div',
                    { class: 'names' },
                    el('h3', {}, name(track.title)),
                    el('p', { class: 'facts' }, track.artist && name(track.artist), this.length, this.startText, this.resetButton),
                ),
                this.fit,
            ),
            this.waveform.element,
            this.why,
            this.tags,
            this.description,
            el(
                'div',
                { class: 'actions' },
                el(
                    'div',
                    { class: 'letters', role: 'group', 'aria-label': say.compareAs },
                    el('span', { class: 'hint', text: say.compareAs, 'aria-hidden': 'true' }),
                    this.letters,
                ),
                el('div', { class: 'judgements' }, this.detailsButton, this.like, this.unlike),
            ),
            this.details,
        );
        this.update(track);
        this.updateSlots();
        this.updatePlayer();
    }

    judgement(key, shape, label) {
        return el(
            'button',
            { type: 'button', class: 'button small quiet', on: { click: () => judge(this.track, key) } },
            icon(shape),
            el('span', { text: label }),
        );
    }

    /** Takes the numbers of another ranking. */
    update(track) {
        const moved = this.track.start !== this.bestStart; // the reader chose another start, which stays
        const { start } = this.track;
        this.bestStart = track.start;
        this.track = { ...track, start: moved ? start : track.start };
        this.rank.textContent = track.rank;
        show(this.fit, track.fit !== null && track.fit !== undefined);
        if (track.fit !== null && track.fit !== undefined) {
            const share = percent(track.fit);
            if (this.fit.textContent !== share) fill(this.fit, share);
            this.fit.style.setProperty('--share', track.fit);
            this.fit.title = say.fitLabel(share);
            this.fit.classList.toggle('low', track.fit < 0.3);
        }
        const reasons = JSON.stringify(track.reasons);
        if (reasons !== this.reasons) {
            this.reasons = reasons;
            fill(this.why, reasonsView(track.reasons));
        }
        if (!this.tags.firstChild)
            fill(
                this.tags,
                track.tags.slice(0, shownTags).map(tag =>
                    el(
                        'li',
                        {},
                        el('button', {
                            type: 'button',
                            class: `tag ${tag.kind}`,
                            text: tag.label,
                            title: say.onlyTag(tag.label),
                            on: { click: () => filterByTag(tag.name) },
                        }),
                    ),
                ),
            );
        this.showStart();
    }

    moveTo(start) {
        this.track.start = start;
        this.showStart();
        startAt(this.track, start);
    }

    showStart() {
        const isBest = Math.abs(this.track.start - this.bestStart) < 0.01;
        this.waveform.update(this.track);
        this.startText.textContent = isBest
            ? (this.track.onBeat ? say.bestOnBeat : say.best)(time(this.track.start))
            : say.startsAt(time(this.track.start));
        show(this.resetButton, !isBest);
    }

    toggleDetails() {
        const isOpen = this.details.hidden;
        show(this.details, isOpen);
        this.detailsButton.setAttribute('aria-expanded', String(isOpen));
        if (isOpen && !this.details.firstChild) trackDetails(this.details, this.track);
    }

    updateSlots() {
        const slot = slotOf(this.track);
        this.letters.forEach((button, index) => button.setAttribute('aria-pressed', String(index === slot)));
        for (const key of ['like', 'unlike'])
            this[key].setAttribute('aria-pressed', String(state[key].some(track => track.id === this.track.id)));
        this.element.dataset.slot = slot < 0 ? '' : say.letters[slot];
    }

    updatePlayer() {
        const isHeard = this.player.playing && this.player.deck.track?.id === this.track.id;
        this.element.classList.toggle('heard', isHeard);
        if (this.playButton.firstChild && isHeard === this.isHeard) return;
        this.isHeard = isHeard;
        fill(this.playButton, icon(isHeard ? 'pause' : 'play'));
        this.playButton.setAttribute('aria-label', (isHeard ? say.pauseTrack : say.playTrack)(this.track.title));
        if (!isHeard) this.waveform.mark(null);
    }

    /** Marks what is heard. */
    updateTime() {
        if (this.isHeard) this.waveform.mark(this.player.deck.audio.currentTime);
    }

    /** Gets what is only needed once the card is seen. */
    async appear() {
        if (this.appeared) return;
        this.appeared = true;
        await new Promise(resolve => setTimeout(resolve, settle));
        if (!this.element.isConnected) return;
        this.waveform.draw().catch(() => this.element.classList.add('unreadable'));
        try {
            const { description, beats } = await getLater(`/tracks/${encodeURIComponent(this.track.id)}`);
            this.description.textContent = description ?? '';
            if (beats !== undefined && !state.knowsBeats) set({ knowsBeats: true });
            if (beats) this.length.textContent = `${say.bpm(beats.bpm)} · ${time(this.track.duration)}`;
        } catch {
            /* the card stands without a sentence */
        }
    }
}
