// Asks for the key of a server that needs one.
import { call } from '../api.js';
import { el } from '../dom.js';
import { say } from '../text.js';

/** Resolves when the server has accepted a key. */
export function askForKey() {
    const input = el('input', {
        type: 'password',
        id: 'key',
        class: 'field',
        autocomplete: 'current-password',
        required: true,
        'aria-describedby': 'key-fault',
    });
    const fault = el('p', { id: 'key-fault', class: 'fault', role: 'alert' });
    const form = el(
        'form',
        {},
        el('label', { for: 'key', class: 'label', text: say.key }),
        el('div', { class: 'row' }, input, el('button', { class: 'button primary', text: say.enter })),
        fault,
    );
    const dialog = el(
        'dialog',
        { class: 'dialog', 'aria-labelledby': 'key-title' },
        el('h2', { id: 'key-title', text: say.keyTitle }),
        el('p', { text: say.keyLead }),
        form,
    );
    document.body.append(dialog);
    dialog.addEventListener('cancel', event => event.preventDefault()); // nothing works without it
    dialog.showModal();
    return new Promise(resolve =>
        form.addEventListener('submit', async event => {
            event.preventDefault();
            try {
                await call('POST', '/session', { key: input.value });
                dialog.close();
                dialog.remove();
                resolve();
            } catch (error) {
                fault.textContent = error.status === 401 ? say.keyWrong : error.message;
                input.select();
            }
        }),
    );
}
