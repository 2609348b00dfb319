// One track against the picture. A deck that is not heard plays on silently, so that switching to it takes no time.
import { audioOf, getLater } from '../api.js';
import { fade, gainOf, levelOf } from './graph.js';

const nearly = 0.008; // seconds of drift that are left alone
const far = 0.25; // above this, the track jumps instead of catching up

export class Deck {
    constructor() {
        this.audio = new Audio();
        this.audio.preload = 'auto';
        this.track = null;
        this.start = 0; // where in the track the picture begins
        this.level = 1;
        this.heard = false;
        this.jumped = 0;
    }

    /** Takes another track, or none. */
    load(track, start = track?.start ?? 0) {
        this.start = start;
        if (this.track?.id === track?.id) return;
        this.track = track;
        if (!track) {
            this.audio.removeAttribute('src');
            this.audio.load();
            return;
        }
        this.audio.src = audioOf(track.id);
        this.level = 1;
        getLater(`/tracks/${encodeURIComponent(track.id)}/loudness`).then(
            ({ lufs }) => {
                if (this.track?.id !== track.id) return;
                this.level = levelOf(lufs);
                if (this.heard) fade(this.gain, this.level);
            },
            () => {},
        );
    }

    /** Makes the deck heard or silent. */
    hear(heard) {
        this.heard = heard;
        this.gain ??= gainOf(this.audio);
        this.audio.playbackRate = 1;
        fade(this.gain, heard ? this.level : 0);
    }

    /** Whether the track has sound at `position` of the picture. */
    covers(position) {
        const at = this.start + position;
        return this.track !== null && !this.audio.error && at >= 0 && at < (this.audio.duration || this.track.duration) - 0.05;
    }

    /** Seconds by which the track is ahead of `position`. */
    ahead(position) {
        return this.audio.currentTime - (this.start + position);
    }

    get position() {
        return this.audio.currentTime - this.start;
    }

    get isReady() {
        return this.track !== null && this.audio.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA && !this.audio.seeking;
    }

    seek(position) {
        if (this.track) this.audio.currentTime = Math.max(0, this.start + position);
    }

    play() {
        this.gain ??= gainOf(this.audio); // silent until it is heard
        return this.audio.play().catch(() => {}); // a track taken away or ended while it starts is silence, not an error
    }

    pause() {
        this.audio.pause();
    }

    /** Brings a silent deck to `position`: a little by its speed, a lot by a jump. */
    approach(position) {
        if (!this.covers(position)) {
            this.pause();
            return;
        }
        if (this.audio.paused) {
            this.seek(position);
            this.play();
            return;
        }
        const ahead = this.ahead(position);
        if (Math.abs(ahead) > far) {
            if (performance.now() - this.jumped < 1000) return; // the last jump may still be loading
            this.jumped = performance.now();
            this.seek(position);
        }
        this.audio.playbackRate = Math.abs(ahead) < nearly ? 1 : 1 - Math.min(0.1, Math.max(-0.1, ahead));
    }
}
