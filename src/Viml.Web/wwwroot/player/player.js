// The picture and the decks as one player. The track that is heard is the clock: the picture and the silent decks follow it,
// because a change of speed is seen and heard least there.
import { Deck } from './deck.js';
import { latency, wake } from './graph.js';

const nearly = 0.006; // seconds of drift that are left alone
const far = 0.3; // above this, the picture jumps

export class Player extends EventTarget {
    constructor(picture) {
        super();
        this.picture = picture; // a video element; without a source there is only sound
        this.decks = Array.from({ length: 5 }, () => new Deck()); // A, B, C, and two that take turns in a cue list
        this.active = 0;
        this.playing = false;
        this.from = 0; // of the picture, seconds
        this.to = null; // null plays to the end
        this.hasPicture = false;
        this.unreadable = null; // the track that was last reported
        this.run = 0; // which start the running loop belongs to
        this.position = 0; // without a picture
        this.prepare = () => {}; // called before decks are needed
        picture.addEventListener('ended', () => this.finish());
    }

    get deck() {
        return this.decks[this.active];
    }

    /** Seconds of the picture; without one, seconds since the music began. */
    get time() {
        return this.hasPicture ? this.picture.currentTime : this.position;
    }

    get end() {
        if (this.to !== null) return this.to;
        if (this.hasPicture) return this.picture.duration || 0;
        return this.deck.track ? this.deck.track.duration - this.deck.start : 0;
    }

    /** Shows another picture, or none. */
    show(source) {
        this.pause();
        this.hasPicture = source !== null;
        [this.from, this.to, this.position] = [0, null, 0];
        if (source === null) this.picture.removeAttribute('src');
        else this.picture.src = source;
        this.picture.load();
        this.changed();
    }

    /** Plays only a part; the music begins where the part does. */
    limit(from, to) {
        const wasFrom = this.from;
        [this.from, this.to] = [from, to];
        if (this.time < from || (to !== null && this.time >= to)) this.seek(from);
        else if (wasFrom !== from) this.seek(this.time);
        this.changed();
    }

    /** Puts a track on a deck. A deck that plays goes on at the place of the picture. */
    put(index, track, start) {
        const deck = this.decks[index];
        deck.load(track, start);
        if (track) deck.seek(this.time - this.from);
        if (this.playing && index === this.active) deck.play();
        this.changed();
    }

    /** Hears another deck from the same picture on. */
    hear(index) {
        this.prepare();
        const before = this.deck;
        const time = this.time;
        this.active = index;
        if (before !== this.deck && (this.playing || before.gain)) before.hear(false);
        if (this.playing) {
            this.deck.hear(true);
            if (Math.abs(this.deck.ahead(time - this.from)) > nearly * 5) this.deck.seek(time - this.from);
            if (this.deck.covers(time - this.from)) this.deck.play();
        }
        this.changed();
    }

    /** Moves picture and music. */
    seek(time) {
        const length = this.hasPicture ? this.picture.duration : this.end; // NaN until the picture is loaded
        const at = Math.max(0, Number.isFinite(length) ? Math.min(time, length - 0.01) : time);
        if (this.hasPicture) this.picture.currentTime = at;
        else this.position = at;
        for (const deck of this.decks) deck.seek(at - this.from);
        this.changed();
    }

    async play() {
        if (this.playing) return;
        this.prepare();
        wake();
        if (this.time >= this.end - 0.05 || this.time < this.from) this.seek(this.from);
        const run = ++this.run;
        this.playing = true;
        this.changed();
        this.deck.hear(true);
        for (const deck of this.decks) deck.seek(this.time - this.from);
        await Promise.all([settled(this.picture, this.hasPicture), settled(this.deck.audio, this.deck.track !== null)]);
        if (run !== this.run) return;
        if (this.hasPicture) this.start();
        if (this.deck.covers(this.time - this.from)) this.deck.play();
        const step = () => {
            if (run !== this.run) return;
            this.follow();
            requestAnimationFrame(step);
        };
        step();
    }

    /** Lets the picture run. A pause that overtakes it is no failure; a browser that refuses is. */
    start() {
        this.picture.play().catch(error => error.name !== 'AbortError' && this.pause());
    }

    pause() {
        this.run++;
        this.picture.pause();
        this.picture.playbackRate = 1;
        for (const deck of this.decks) deck.pause();
        if (this.playing && this.hasPicture) for (const deck of this.decks) deck.seek(this.time - this.from);
        this.playing = false;
        this.changed();
    }

    toggle() {
        return this.playing ? this.pause() : this.play();
    }

    finish() {
        if (!this.playing) return;
        this.pause();
        this.dispatchEvent(new Event('end'));
    }

    /** Seconds by which the sound that is heard is ahead of the picture; null where one of them does not run. */
    get ahead() {
        return this.hasPicture && this.playing && !this.picture.paused && !this.deck.audio.paused
            ? this.deck.ahead(this.picture.currentTime - this.from) - latency()
            : null;
    }

    follow() {
        const { deck, picture } = this;
        if (deck.audio.error && deck.track !== this.unreadable) {
            this.unreadable = deck.track;
            this.dispatchEvent(new Event('unreadable'));
        }
        const music = !deck.audio.paused && !deck.audio.ended && !deck.audio.error;
        if (this.hasPicture) {
            if (music && !deck.isReady)
                picture.pause(); // the picture waits for the track
            else if (picture.paused && !picture.ended) this.start();
            else if (music) this.correct(deck.ahead(picture.currentTime - this.from) - latency());
            else if (deck.covers(this.time - this.from)) {
                deck.seek(this.time - this.from);
                deck.play();
            } else picture.playbackRate = 1;
        } else if (music) {
            this.position = deck.position + this.from;
        }
        for (const [index, other] of this.decks.entries())
            if (index !== this.active && index < 3 && other.track) other.approach(this.time - this.from);
        if (this.time >= this.end - 0.02 || (!this.hasPicture && (deck.audio.ended || deck.audio.error))) this.finish();
        this.dispatchEvent(new Event('time'));
    }

    correct(ahead) {
        if (Math.abs(ahead) > far && !this.picture.seeking) this.picture.currentTime += ahead;
        this.picture.playbackRate = Math.abs(ahead) < nearly ? 1 : 1 + Math.min(0.08, Math.max(-0.08, ahead * 1.5));
    }

    changed() {
        this.dispatchEvent(new Event('change'));
        this.dispatchEvent(new Event('time'));
    }
}

/** Resolves when a seeking element can play, or after two seconds. */
function settled(element, matters) {
    const isReady = () => !matters || (!element.seeking && element.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA) || element.error;
    if (isReady()) return Promise.resolve();
    return new Promise(resolve => {
        const names = ['seeked', 'canplay', 'error'];
        const timer = setTimeout(done, 2000);
        const check = () => isReady() && done();
        function done() {
            clearTimeout(timer);
            names.forEach(name => element.removeEventListener(name, check));
            resolve();
        }
        names.forEach(name => element.addEventListener(name, check));
    });
}
