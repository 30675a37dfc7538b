/** The look of /docs: system fonts, one accent, light and dark by the reader's preference. */
export const style = `
:root{color-scheme:light dark;--page:#fff;--side:#f7f7f8;--text:#1c1f24;--soft:#626a75;--line:#e4e6ea;--accent:#0b6b5f;
--code:#f3f4f6;--get:#0b6b5f;--post:#1d5fbf;--put:#8a5a00;--patch:#8a5a00;--delete:#b3261e;--required:#a2400f}
@media (prefers-color-scheme:dark){:root{--page:#14171b;--side:#191d22;--text:#e6e8eb;--soft:#9aa3ae;--line:#2b3038;
--accent:#5fd0bf;--code:#1e232a;--get:#5fd0bf;--post:#86b6ff;--put:#e6b450;--patch:#e6b450;--delete:#ff8a80;--required:#f2a374}}
*{box-sizing:border-box}
html{scroll-padding-top:24px}
body{margin:0;overflow-wrap:anywhere;background:var(--page);color:var(--text);font:15px/1.55 system-ui,sans-serif;display:grid;
grid-template-columns:280px minmax(0,1fr)}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
code,pre{font:13px/1.5 ui-monospace,"SF Mono",Menlo,Consolas,monospace}
p code,li code{background:var(--code);padding:1px 5px;border-radius:4px}
nav{position:sticky;top:0;height:100vh;overflow-y:auto;background:var(--side);border-right:1px solid var(--line);padding:24px 16px}
nav h1{font-size:16px;margin:0 8px 2px}nav .version{color:var(--soft);font-size:13px;margin:0 8px 16px}
nav input{width:100%;padding:8px 10px;border:1px solid var(--line);border-radius:8px;background:var(--page);color:inherit;font:inherit}
nav input:focus-visible,a:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:1px}
nav h2{font-size:12px;font-weight:600;color:var(--soft);margin:20px 8px 4px}
nav ul{list-style:none;margin:0;padding:0}
nav li a{display:flex;gap:8px;align-items:baseline;padding:4px 8px;border-radius:6px;color:inherit;font-size:14px;line-height:1.35}
nav li a:hover,nav li a[aria-current]{background:var(--code);text-decoration:none}
nav .method{flex:0 0 44px;font-size:10px}
nav .none{color:var(--soft);padding:8px}
main{padding:40px 48px 120px;max-width:1320px;width:100%}
main>header{max-width:72ch;padding-bottom:16px}main>header h2{font-size:28px;line-height:1.2;margin:0 0 16px;letter-spacing:-.01em}
main>h2{font-size:20px;margin:48px 0 0;padding-bottom:8px;border-bottom:1px solid var(--line)}
.operation{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:40px;padding:32px 0;border-bottom:1px solid var(--line)}
.operation h3{font-size:17px;margin:0 0 6px}.line{margin:0 0 4px}.line code{font-size:14px;overflow-wrap:anywhere}
.needs{color:var(--soft);font-size:14px;margin:0}
h4{font-size:13px;font-weight:600;margin:24px 0 6px}
.method{font:600 12px/1 ui-monospace,Menlo,Consolas,monospace;color:var(--soft)}
.GET{color:var(--get)}.POST{color:var(--post)}.PUT{color:var(--put)}.PATCH{color:var(--patch)}.DELETE{color:var(--delete)}
.fields{margin:0;border-top:1px solid var(--line)}.fields dt{padding-top:8px}.fields dt code{font-weight:600}
.fields dd{margin:0;padding-bottom:8px;border-bottom:1px solid var(--line);font-size:14px}
.fields dd p{margin:2px 0}.fields .fields{margin-left:12px;border-top:0}.fields .fields dd:last-child{border-bottom:0}
.type,.limits{color:var(--soft);font-size:13px;font-weight:400;overflow-wrap:anywhere}.required{color:var(--required);font-size:12px}
summary{cursor:pointer;color:var(--accent);font-size:13px;width:fit-content}
.status,.refusals span{font:12px ui-monospace,Menlo,monospace;color:var(--soft);border:1px solid var(--line);border-radius:4px;padding:1px 5px}
.refusals{margin:0}.caption{font-size:13px;color:var(--soft);margin:0 0 6px}
.example{position:sticky;top:24px;align-self:start}
pre{background:var(--code);border-radius:8px;padding:14px 16px;margin:0 0 20px;overflow-x:auto;max-height:60vh}
[hidden]{display:none!important}
@media (max-width:1100px){.operation{grid-template-columns:minmax(0,1fr);gap:20px}.example{position:static}}
@media (max-width:720px){body{display:block}nav{position:static;height:auto;border-right:0;border-bottom:1px solid var(--line)}
nav ul,nav h2{display:none}nav.found ul,nav.found h2{display:block}main{padding:24px 16px 80px}}

`;
