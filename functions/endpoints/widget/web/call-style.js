const css = `
.call { flex: 1; min-height: 0; display: flex; flex-direction: column; }
.call-head { display: flex; align-items: center; gap: 12px; padding: 12px 16px; border-bottom: 1px solid var(--line); }
.call-head > div { flex: 1; min-width: 0; }
.call-status { margin: 0; font-weight: 600; }
.call-time { font-size: 13px; color: var(--quiet); font-variant-numeric: tabular-nums; }
.orb {
  width: 44px; height: 44px; flex: none; border-radius: 50%; display: grid; place-items: center; font-weight: 600;
  background: var(--page); color: var(--text); border: 3px solid var(--line);
}
[data-agent=listening] .orb { border-color: var(--good); }
[data-agent=thinking] .orb { border-color: var(--warning); animation: breathe 1.1s infinite ease-in-out; }
[data-agent=speaking] .orb { border-color: var(--accent); animation: breathe .7s infinite ease-in-out; }
[data-phase=connecting] .orb, [data-phase=reconnecting] .orb { border-style: dashed; border-color: var(--quiet); animation: none; }
@keyframes breathe { 50% { transform: scale(1.08); } }
@media (prefers-reduced-motion: reduce) { .orb { animation: none !important; } }
.captions .message { max-width: 92%; }
.wake, .back {
  min-height: 40px; padding: 7px 14px; border-radius: 20px; background: var(--accent); color: var(--on-accent); font-weight: 600;
}
.back { margin: 8px 16px 12px; align-self: center; }
.call-buttons { display: flex; justify-content: center; gap: 16px; padding: 10px 16px; }
.call-buttons .icon { width: 48px; height: 48px; border-radius: 50%; background: var(--page); }
.call-buttons .icon:hover { filter: brightness(.96); }
.call-buttons .muted { background: var(--text); color: var(--surface); }
.call-buttons .hang-up { background: #a8281f; color: #fff; }
.devices { display: flex; flex-direction: column; gap: 8px; padding: 10px 16px; border-top: 1px solid var(--line); font-size: 14px; }
.devices label { display: flex; align-items: center; justify-content: space-between; gap: 10px; }
.devices select { max-width: 62%; min-height: 36px; font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
.in-call .call-button, .in-call header p { display: none; }
.launcher.calling { animation: breathe 1.4s infinite ease-in-out; background: #166534; color: #fff; }
@media (prefers-reduced-motion: reduce) { .launcher.calling { animation: none; } }
`;

/** The call's styles, which only pages with a call load. */
export function callStyles() {
  const styles = new CSSStyleSheet();
  styles.replaceSync(css);
  return styles;
}
