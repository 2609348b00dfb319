// The way of sound: each deck through its own gain, all through a limiter, so that matching loudness never clips.

let context = null;
let limiter = null;

/** Starts sound; browsers allow it only after a click or a key. */
export function wake() {
    context ??= new AudioContext({ latencyHint: 'interactive' });
    if (!limiter) {
        limiter = new DynamicsCompressorNode(context, { threshold: -2, knee: 0, ratio: 20, attack: 0.002, release: 0.1 });
        limiter.connect(context.destination);
    }
    if (context.state === 'suspended') context.resume();
}

/** Puts a media element behind a gain. */
export function gainOf(element) {
    wake();
    const gain = new GainNode(context, { gain: 0 });
    context.createMediaElementSource(element).connect(gain).connect(limiter);
    return gain;
}

/** Moves a gain within 30 ms, which is heard as a switch without a click. */
export function fade(gain, level) {
    const now = context.currentTime;
    gain.gain.cancelScheduledValues(now);
    gain.gain.setValueAtTime(gain.gain.value, now);
    gain.gain.linearRampToValueAtTime(level, now + 0.03);
}

/** How many seconds after its clock a sound is heard. */
export const latency = () => (context ? context.baseLatency + (context.outputLatency || 0) : 0);

const target = -18; // LUFS
const most = 12; // dB that a track is raised or lowered

/** The factor that brings a track of this loudness to that of all others. */
export const levelOf = lufs => (Number.isFinite(lufs) ? 10 ** (Math.min(most, Math.max(-most, target - lufs)) / 20) : 1);
