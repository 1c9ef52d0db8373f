/** System fonts and one accent; colours keep 4.5:1 of contrast with what they stand on, in light and in dark. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #fbfbf9; --card: #ffffff; --ink: #1b2328; --soft: #556067; --line: #dcdfdc; --hush: #f1f3f0;
  --accent: #0a6570; --good: #1e6b3c; --fair: #855300; --bad: #b3261e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #13181b; --card: #1a2125; --ink: #e4e9e8; --soft: #a3afb2; --line: #313b40; --hush: #20292d;
    --accent: #62c3ca; --good: #7fcf9a; --fair: #e5b567; --bad: #ff9d94;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0 auto; padding: 0 clamp(1rem, 3vw, 2.5rem) 3rem; max-width: 92rem;
  background: var(--paper); color: var(--ink); overflow-wrap: break-word;
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Apple SD Gothic Neo", "Malgun Gothic",
    "Noto Sans KR", "Noto Sans CJK KR", sans-serif;
}
:lang(ko) { word-break: keep-all; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 0.18em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
code { font: 0.9em ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
p { margin: 0 0 0.8rem; max-width: 46rem; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
h1 { margin: 0 0 0.4rem; font-size: clamp(2.2rem, 6vw, 3.2rem); letter-spacing: -0.02em; font-weight: 650; }
h2 { margin: 0 0 0.9rem; font-size: 1.45rem; letter-spacing: -0.01em; font-weight: 650; }
h3 { margin: 1.6rem 0 0.4rem; font-size: 1.02rem; font-weight: 650; }
.skip { position: absolute; left: 1rem; top: -4rem; padding: 0.5rem 1rem; background: var(--card); }
.skip:focus { top: 1rem; z-index: 1; }
.sub, .note, .kicker, .lead, footer { color: var(--soft); }
.sub { font-weight: 400; font-size: 0.86rem; }
.name { font-weight: 650; }
.what { display: block; }
td .sub, th .sub, .line { display: block; white-space: nowrap; }

.head { padding: clamp(1.5rem, 5vw, 3.5rem) 0 1.5rem; border-bottom: 1px solid var(--line); }
.kicker { margin: 0 0 0.2rem; font-size: 0.9rem; }
.lead { font-size: 1.08rem; }
.numbers { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: 1.2rem 1.4rem; margin: 1.6rem 0 0; }
.numbers > div { border-top: 2px solid var(--accent); padding-top: 0.5rem; }
.numbers dt { color: var(--soft); font-size: 0.86rem; }
.numbers dd { margin: 0; font-size: 1.7rem; font-weight: 600; letter-spacing: -0.01em; font-variant-numeric: tabular-nums; }
.numbers dd.sub { font-size: 0.86rem; font-weight: 400; letter-spacing: 0; }
.numbers dd.sub span { white-space: nowrap; }

nav { padding: 1.4rem 0 0; }
nav h2 { font-size: 0.86rem; color: var(--soft); font-weight: 400; margin: 0 0 0.4rem; letter-spacing: 0; }
nav ol { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: 1fr 1fr; gap: 0 1rem; font-size: 0.94rem; }
nav a { display: block; padding: 0.28rem 0; text-decoration: none; }
nav a:hover { text-decoration: underline; }
main { min-width: 0; }
main:focus { outline: none; }
main > section { padding: 2.6rem 0 0; }

.glance ul { list-style: none; margin: 0; padding: 0; display: grid; gap: 1px; background: var(--line); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.glance li { background: var(--card); padding: 0.9rem 1.1rem; }
.glance h3 { margin: 0 0 0.25rem; font-size: 0.94rem; }
.glance p { margin: 0; }

@media (min-width: 40rem) { .glance ul { grid-template-columns: 1fr 1fr; } }

.picture { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; padding: 0.5rem; }
.picture svg { display: block; height: auto; max-width: 100%; min-width: 56rem; margin: 0 auto; }

.block { margin: 1rem 0 1.4rem; }
/* A shadow at the right edge, until nothing is hidden there. */
.scroll, .picture {
  background: linear-gradient(to left, var(--card) 40%, transparent) right / 3rem 100% no-repeat local,
    linear-gradient(to left, color-mix(in srgb, var(--ink) 22%, transparent), transparent) right / 0.8rem 100% no-repeat scroll, var(--card);
}
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; line-height: 1.4; }
caption { text-align: start; padding: 0.7rem 0.7rem 0.5rem; font-weight: 650; font-size: 0.95rem; }
th, td { text-align: start; vertical-align: top; padding: 0.45rem 0.7rem; border-top: 1px solid var(--line); }
thead th { color: var(--soft); font-weight: 400; font-size: 0.84rem; vertical-align: bottom; white-space: nowrap; background: var(--hush); }
tbody th { font-weight: 500; }
td { min-width: 5rem; }
td:nth-child(n+3):not(.n) { max-width: 30rem; }
.n { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; min-width: 0; }
tr:target > *, details:target > summary { background: color-mix(in srgb, var(--accent) 14%, var(--card)); }
.note { margin: 0.5rem 0.2rem 0; font-size: 0.88rem; white-space: pre-line; }
.scroll + .note { max-width: 60rem; }

.badge { white-space: nowrap; font-weight: 550; }
.good { color: var(--good); } .fair { color: var(--fair); } .bad, .alarm { color: var(--bad); }
.share { display: flex; align-items: center; gap: 0.6rem; min-width: 8.5rem; font-variant-numeric: tabular-nums; }
.bar { display: inline-block; flex: 1; min-width: 4rem; height: 0.45rem; border-radius: 99px; background: var(--line); overflow: hidden; }
.bar > span { display: block; height: 100%; background: var(--accent); border-radius: 99px; }
.bar.over > span { background: var(--bad); }
.numbers .bar { display: block; margin: 0.2rem 0 0.3rem; }

.principles, .decisions { list-style: none; margin: 1rem 0 0; padding: 0; display: grid; gap: 0 2.2rem; }
.principles { grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)); gap: 1rem 2.2rem; }
.principles li { border-top: 2px solid var(--accent); padding-top: 0.6rem; }
.principles h3 { margin: 0 0 0.3rem; }
.decisions { grid-template-columns: repeat(auto-fit, minmax(min(100%, 25rem), 1fr)); }
.decisions li { border-top: 1px solid var(--line); padding: 0.7rem 0 0.9rem; min-width: 0; }
.decisions h3 { margin: 0 0 0.2rem; }
.decisions p { margin: 0 0 0.2rem; font-size: 0.94rem; }
.decisions code { color: var(--soft); overflow-wrap: anywhere; }

details { border-top: 1px solid var(--line); }
summary { padding: 0.6rem 0.3rem; cursor: pointer; }
summary:hover { color: var(--accent); }
details .block { margin-top: 0.2rem; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: 0.88rem; }

@media (min-width: 64rem) {
  .columns { display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: 2rem; }
  nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding: 2.8rem 0 2rem; }
  nav ol { grid-template-columns: 1fr; }
}
@media (max-width: 40rem) { td:nth-child(n+3):not(.n) { min-width: 13rem; } td { min-width: 7rem; } }
@media print {
  @page { margin: 14mm; }
  :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; --hush: #fff; --accent: #0a6570; --good: #1e6b3c; --fair: #855300; --bad: #b3261e; }
  html { font-size: 9.5pt; }
  body { padding: 0; max-width: none; }
  nav, .skip { display: none; }
  .scroll, .picture { overflow: visible; border: 0; padding: 0; }
  .picture svg { min-width: 0; max-height: 230mm; }
  summary { list-style: none; }
  table { font-size: 0.85rem; }
  th, td { padding: 0.25rem 0.4rem; min-width: 0; overflow-wrap: anywhere; }
  thead th, thead th.n, .badge, td .sub, th .sub, .line { white-space: normal; overflow-wrap: normal; }
  td code { overflow-wrap: anywhere; }
  .share { min-width: 0; } .share .bar { display: none; }
  thead { display: table-header-group; }
  tr, li, .numbers > div { break-inside: avoid; }
  h2, h3, caption { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
  main > section { padding-top: 1.4rem; }
}
`;
