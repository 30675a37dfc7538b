/**
 * The colours are those of every page of the product (theme/tokens.ts, which a test compares). The accent is the page's own, and
 * the same in both themes, because a page that sets it expects white letters on it.
 */
const css = `
:host { all: initial; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.frame {
  --accent: var(--agent-chat-accent, #0f766e);
  --on-accent: var(--agent-chat-on-accent, #ffffff);
  --page: #f6f7f7; --surface: #ffffff; --text: #16201f; --quiet: #52605e; --line: #d9e0df;
  --good: #166534; --warning: #854d0e; --bad: #a8281f;
  position: fixed; z-index: 2147483000; bottom: 20px; right: 20px;
  display: flex; flex-direction: column; align-items: flex-end; gap: 12px;
  font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  color: var(--text); color-scheme: light dark; text-align: start;
}
.frame[dir=rtl] { font-family: "Noto Naskh Arabic", "Noto Sans Arabic", system-ui, sans-serif; }
.frame.left { right: auto; left: 20px; align-items: flex-start; }
/* The corner is the page's, whichever way the chat is written: an invitation must not move the launcher. */
.frame[dir=rtl] { align-items: flex-start; }
.frame.left[dir=rtl] { align-items: flex-end; }
@media (prefers-color-scheme: dark) {
  .frame {
    --page: #101414; --surface: #191f1f; --text: #e7eceb; --quiet: #9dadaa; --line: #2f3938;
    --good: #86efac; --warning: #fcd34d; --bad: #f3a49d;
  }
}
button { font: inherit; color: inherit; cursor: pointer; border: 0; background: none; padding: 0; }
button:focus-visible, textarea:focus-visible, a:focus-visible, .messages:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
svg { width: 22px; height: 22px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.launcher {
  position: relative; width: 58px; height: 58px; border-radius: 50%; display: grid; place-items: center;
  background: var(--accent); color: var(--on-accent); box-shadow: 0 4px 18px rgb(0 0 0 / .28);
}
.launcher svg { width: 26px; height: 26px; }
.badge {
  position: absolute; top: -2px; inset-inline-end: -2px; min-width: 22px; height: 22px; padding: 0 6px; border-radius: 11px;
  background: #a8281f; color: #fff; font-size: 13px; font-weight: 600; line-height: 22px; text-align: center;
}
.panel {
  width: 384px; height: min(640px, calc(100dvh - 110px)); display: flex; flex-direction: column; overflow: hidden;
  background: var(--surface); border: 1px solid var(--line); border-radius: 16px; box-shadow: 0 10px 40px rgb(0 0 0 / .25);
}
header { display: flex; align-items: center; gap: 12px; padding: 14px 16px; background: var(--accent); color: var(--on-accent); }
header > div { flex: 1; min-width: 0; }
h2, header p { margin: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
h2 { font-size: 16px; line-height: 1.3; font-weight: 600; text-align: start; }
header p { font-size: 13px; opacity: .9; }
.avatar {
  width: 38px; height: 38px; border-radius: 50%; display: grid; place-items: center; flex: none;
  background: rgb(255 255 255 / .2); font-weight: 600; font-size: 17px;
}
.icon { width: 40px; height: 40px; border-radius: 10px; display: grid; place-items: center; flex: none; }
header .icon + .icon { margin-inline-start: -6px; }
header .icon:focus-visible { outline-color: var(--on-accent); outline-offset: -2px; }
.icon:hover { background: rgb(127 127 127 / .18); }
.messages {
  flex: 1; min-height: 0; margin: 0; padding: 16px; overflow-y: auto; overscroll-behavior: contain; list-style: none;
  display: flex; flex-direction: column; gap: 8px;
}
.messages:focus-visible { outline-offset: -2px; }
.message { display: flex; flex-direction: column; gap: 3px; max-width: 86%; align-self: flex-start; align-items: flex-start; }
.message.customer { align-self: flex-end; align-items: flex-end; }
.bubble {
  padding: 9px 13px; border-radius: 16px; background: var(--page); white-space: pre-wrap; overflow-wrap: anywhere;
  border: 1px solid var(--line); border-end-start-radius: 5px; max-width: 100%;
}
.customer .bubble { border-color: transparent; background: var(--accent); color: var(--on-accent); border-radius: 16px; border-end-end-radius: 5px; }
.waiting .bubble { background: var(--page); border: 1px dashed var(--quiet); color: inherit; }
.bubble a { color: inherit; text-decoration: underline; text-underline-offset: 2px; }
.file { display: flex; align-items: center; gap: 6px; font-weight: 500; }
.file svg { width: 17px; height: 17px; }
.by, small { font-size: 12.5px; color: var(--quiet); }
.failure { color: var(--bad); }
.failure button { text-decoration: underline; padding: 4px; }
.typing { display: flex; align-items: center; gap: 10px; min-height: 40px; color: var(--quiet); }
.dots { display: flex; gap: 4px; }
.dots i { width: 7px; height: 7px; border-radius: 50%; background: var(--quiet); animation: bounce 1.2s infinite ease-in-out; }
.dots i:nth-child(2) { animation-delay: .15s; }
.dots i:nth-child(3) { animation-delay: .3s; }
@keyframes bounce { 0%, 60%, 100% { opacity: .35; } 30% { opacity: 1; transform: translateY(-3px); } }
@media (prefers-reduced-motion: reduce) { .dots i { animation: none; } }
.choices { display: flex; flex-wrap: wrap; gap: 8px; padding-top: 2px; }
.choices button { min-height: 40px; padding: 7px 14px; border: 1.5px solid var(--accent); border-radius: 20px; text-align: start; }
.choices button:hover { background: var(--accent); color: var(--on-accent); }
.notice { margin: 0; padding: 8px 16px; font-size: 13.5px; background: var(--page); border-top: 1px solid var(--line); }
form { border-top: 1px solid var(--line); padding: 8px; }
.row { display: flex; align-items: flex-end; gap: 4px; }
textarea {
  flex: 1; min-width: 0; min-height: 40px; max-height: 120px; resize: none; padding: 9px 12px; border: 1px solid var(--line);
  border-radius: 12px; background: var(--surface); color: inherit; font: inherit; font-size: 16px; line-height: 1.35; outline-offset: 0;
}
textarea::placeholder { color: var(--quiet); opacity: 1; }
.send { background: var(--accent); color: var(--on-accent); border-radius: 12px; margin-inline-start: 4px; }
.send:hover { background: var(--accent); filter: brightness(1.1); }
[dir=rtl] .send svg { transform: scaleX(-1); }
.tray { list-style: none; margin: 0 0 8px; padding: 0 4px; display: flex; flex-wrap: wrap; gap: 6px; }
.tray li { display: flex; align-items: center; gap: 4px; max-width: 100%; padding-inline: 12px 2px; border-radius: 16px; background: var(--page); font-size: 13.5px; }
.tray span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.tray button { width: 32px; height: 32px; flex: none; }
.invitation {
  display: flex; align-items: flex-start; max-width: 300px; border-radius: 16px; background: var(--surface); border: 1px solid var(--line);
  box-shadow: 0 6px 24px rgb(0 0 0 / .2); padding: 4px;
}
.invitation .say { flex: 1; padding: 8px 10px; text-align: start; }
.invitation .icon { width: 32px; height: 32px; }
.invitation .icon svg { width: 16px; height: 16px; }
@media (max-width: 480px) {
  .frame.open { inset: 0; gap: 0; }
  .open .panel { width: 100%; height: 100dvh; border: 0; border-radius: 0; }
  .open .launcher { display: none; }
}
@media (max-height: 480px) { .panel { height: calc(100dvh - 30px); } .open .launcher { display: none; } }
@media print { .frame { display: none; } }
`;

/** A style sheet created by script is allowed by any Content-Security-Policy, which checks only parsed text (w3.org/TR/CSP3, 6.7.3). */
export function sheet() {
  const styles = new CSSStyleSheet();
  styles.replaceSync(css);
  return styles;
}
