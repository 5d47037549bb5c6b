// How banner and preferences look; what the console does not set can be set from the page as `--tm-…`.

/** Accept and Reject share one rule, so that neither can be made to look like more. */
export const STYLE = `
:host{all:initial;--bg:var(--tm-background,#fff);--ink:var(--tm-text,#1d2127);--line:var(--tm-line,#717a86);--main:var(--tm-accent,#1f4e79);--on:var(--tm-on-accent,#fff);font:var(--tm-font,16px/1.5 system-ui,sans-serif);color:var(--ink);color-scheme:light dark}
@media(prefers-color-scheme:dark){:host{--bg:var(--tm-background,#1b1f24);--ink:var(--tm-text,#eceff2);--line:var(--tm-line,#8d96a1);--main:var(--tm-accent,#9cc7ee);--on:var(--tm-on-accent,#10151a)}}
section,dialog{box-sizing:border-box;background:var(--bg);color:var(--ink);border:1px solid var(--line);border-radius:var(--tm-radius,10px);padding:1.25em;overflow:auto;overflow-wrap:anywhere;font:inherit}
section{position:fixed;z-index:2147483646;inset:auto 1em 1em;margin:auto;max-width:46em;max-height:min(60vh,30em);box-shadow:0 6px 30px #0004}
dialog{max-width:min(40em,calc(100vw - 2em));max-height:calc(100vh - 2em)}
dialog::backdrop{background:#0008}
h2{margin:0 0 .4em;font-size:1.15em;line-height:1.3}
p{margin:0 0 .8em}
small{font-size:.875em}
div{display:flex;flex-wrap:wrap;gap:.6em}
div button{flex:1 1 9em}
footer{margin-top:1em;padding-top:1em;border-top:1px solid var(--line);font-size:.875em}
footer p{margin:.6em 0 0}
footer button{font-weight:400;border-color:var(--line);color:inherit}
button{font:inherit;font-weight:600;min-height:44px;padding:.5em 1em;border:1px solid var(--main);border-radius:calc(var(--tm-radius,10px)*.6);background:none;color:var(--main);cursor:pointer}
.main{background:var(--main);color:var(--on)}
a{color:var(--main)}
.way{position:fixed;z-index:2147483645;inset:auto auto 1em 1em;max-width:calc(100vw - 2em);background:var(--bg);font-weight:400;font-size:.875em}
label{display:flex;gap:1em;align-items:flex-start;justify-content:space-between;padding:.7em 0;border-top:1px solid var(--line);min-height:44px;box-sizing:border-box}
input{appearance:none;flex:none;width:2.75em;height:1.5em;margin:.1em;border:2px solid var(--line);border-radius:1em;background:radial-gradient(circle at calc(.75em - 2px) 50%,var(--line) .4em,#0000 .45em)}
input:checked{background:radial-gradient(circle at calc(100% - .75em + 2px) 50%,var(--on) .4em,var(--main) .45em);border-color:var(--main)}
:host([dir=rtl]) input{transform:scaleX(-1)}
input:disabled{opacity:.5}
b,small{display:block}
fieldset{border:0;margin:0 0 1em;padding:0;min-width:0}
:focus-visible{outline:3px solid var(--main);outline-offset:2px}
h2:focus{outline:none}
@media(forced-colors:active){input{appearance:auto;width:1.5em}}
`
