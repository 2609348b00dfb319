// A track as a waveform with its best stretch. Clicking, or the arrow keys, moves where the music starts.
import WaveSurfer from '../vendor/wavesurfer/wavesurfer.esm.js';
import { el } from '../dom.js';
import { say, time } from '../text.js';
import { getLater } from '../api.js';

const height = 40;
const cspNonce = document.querySelector('script[nonce]').nonce; // with it, the server allows the style sheet of wavesurfer
const count = 480; // peaks

/** The colours of the theme, which a canvas cannot look up by itself. */
function colours(place) {
    const { color } = getComputedStyle(place);
    return { waveColor: color, progressColor: color, cursorColor: getComputedStyle(document.body).color };
}

const drawn = new Map(); // with the element each stands in

/** Draws all waveforms in the colours of another theme. */
export const recolour = () => drawn.forEach((place, waves) => waves.setOptions(colours(place)));

export class Waveform {
    /** `move` is called with the second at which the music should start. */
    constructor(track, move) {
        this.track = track;
        this.move = move;
        this.stretch = el('div', { class: 'stretch' });
        this.place = el('div', { class: 'waves' });
        this.element = el(
            'div',
            {
                class: 'waveform',
                role: 'slider',
                tabindex: '0',
                'aria-label': say.startSlider(track.title),
                'aria-valuemin': '0',
                'aria-valuemax': String(Math.floor(track.duration)),
                on: { keydown: event => this.key(event) },
            },
            this.stretch,
            this.place,
        );
        this.element.addEventListener('click', event => {
            const box = this.element.getBoundingClientRect();
            this.move(this.bounded(((event.clientX - box.left) / box.width) * track.duration));
        });
        this.update(track);
    }

    bounded(second) {
        return Math.min(Math.max(0, second), Math.max(0, this.track.duration - 1));
    }

    key(event) {
        const step = { ArrowLeft: -1, ArrowRight: 1, PageDown: -10, PageUp: 10 }[event.key];
        if (step === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        this.move(this.bounded(this.track.start + step));
    }

    /** Shows where the track starts now. */
    update(track) {
        this.track = track;
        const share = second => `${((100 * second) / track.duration).toFixed(3)}%`;
        this.stretch.style.left = share(track.start);
        this.stretch.style.width = share(Math.min(track.length, track.duration - track.start));
        this.element.setAttribute('aria-valuenow', track.start.toFixed(0));
        this.element.setAttribute('aria-valuetext', say.startsAt(time(track.start)));
    }

    /** Draws the waveform; done when the track comes into view. */
    async draw() {
        if (this.waves || this.asked) return;
        this.asked = true;
        const { peaks } = await getLater(`/tracks/${encodeURIComponent(this.track.id)}/peaks?count=${count}`);
        if (!this.element.isConnected) {
            this.asked = false;
            return;
        }
        this.waves = WaveSurfer.create({
            container: this.place,
            height,
            cspNonce,
            peaks: [peaks],
            duration: this.track.duration,
            interact: false,
            hideScrollbar: true,
            barWidth: 2,
            barGap: 1,
            barRadius: 1,
            normalize: true,
            cursorWidth: 0,
            ...colours(this.place),
        });
        drawn.set(this.waves, this.place);
    }

    /** Marks the second that is heard; null when none is. */
    mark(second) {
        if (!this.waves || (second === null && !this.isHeard)) return;
        const isHeard = second !== null;
        if (isHeard !== this.isHeard) {
            this.isHeard = isHeard;
            this.waves.setOptions({ cursorWidth: isHeard ? 2 : 0 });
        }
        this.waves.setTime(second ?? 0);
        const share = isHeard ? Math.min(1, Math.max(0, (second - this.track.start) / this.track.length)) : 0;
        this.stretch.style.setProperty('--share', share.toFixed(4));
    }

    destroy() {
        if (!this.waves) return;
        drawn.delete(this.waves);
        this.waves.destroy();
    }
}
