import { element } from './element.ts';

/** How long a button says that it did its work, ms. */
const SAID_FOR = 1_500;

/** A button that puts a text on the clipboard; the text is made when it is asked for. */
export function copyButton(label: string, text: () => string): HTMLButtonElement {
  const button = element(
    'button',
    {
      type: 'button',
      className: 'copy',
      onclick: () => {
        void copy(text()).then((done) => {
          button.textContent = done ? 'Copied' : 'Could not copy';
          setTimeout(() => {
            button.textContent = label;
          }, SAID_FOR);
        });
      },
    },
    label,
  );
  return button;
}

/** A page that was opened from a file may not have the clipboard; the selection always works. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = element('textarea', { className: 'unseen' });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}
