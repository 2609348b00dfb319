// The language of the page, and how times and numbers are written in it.
import en from './strings/en.js';

const languages = { en };
const chosen = navigator.languages.map(tag => tag.split('-')[0]).find(tag => tag in languages) ?? 'en';
document.documentElement.lang = chosen;

/** Every text of the page by name, in the language of the reader. */
export const say = languages[chosen];

/** Seconds as 1:05 or 1:02:03. */
export function time(seconds) {
    const whole = Math.max(0, Math.floor(seconds + 1e-6));
    const two = number => String(number).padStart(2, '0');
    const hours = Math.floor(whole / 3600);
    return hours > 0 ? `${hours}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}` : `${Math.floor(whole / 60)}:${two(whole % 60)}`;
}

/** Seconds of 1:05, 65 or 1:02:03; null for nothing, NaN for what is no time. */
export function seconds(text) {
    const parts = text.trim().split(':');
    if (parts.length === 1 && parts[0] === '') return null;
    return parts.length <= 3 && parts.every(part => /^\d+(\.\d+)?$/.test(part))
        ? parts.reduce((sum, part) => sum * 60 + Number(part), 0)
        : NaN;
}

const percentage = new Intl.NumberFormat(chosen, { style: 'percent', maximumFractionDigits: 0 });
export const percent = share => percentage.format(share);

const list = new Intl.ListFormat(chosen, { style: 'short', type: 'unit' });
export const enumerate = texts => list.format(texts);
