/** Prefix of all that has a name in the picture, because the page that it stands in has names of its own. */
export const own = "architecture";

type Name =
  | "paper"
  | "card"
  | "ink"
  | "quiet"
  | "edge"
  | "area"
  | "request"
  | "call"
  | "data"
  | "ai"
  | "support"
  | "isolated";
type Colours = Readonly<Record<Name, string>>;

const light: Colours = {
  paper: "#ffffff",
  card: "#ffffff",
  ink: "#16202c",
  quiet: "#4d5b6a",
  edge: "#c3ccd6",
  area: "#f4f6f9",
  request: "#1d5fd1",
  call: "#b4530a",
  data: "#14805a",
  ai: "#7b3fc4",
  support: "#76838f",
  isolated: "#b3261e",
};

const dark: Colours = {
  paper: "#12171d",
  card: "#1c242d",
  ink: "#e8edf2",
  quiet: "#a9b6c3",
  edge: "#3d4a57",
  area: "#171e26",
  request: "#78a9ff",
  call: "#f0a35e",
  data: "#4fc596",
  ai: "#c59bff",
  support: "#8593a1",
  isolated: "#ff8a80",
};

/** Text on its ground has a contrast of at least 4.5 to 1, a line of 3 to 1. */
export const palettes = { light, dark };

/** A page may set `--architecture-<name>`, which then holds in light and dark. */
function variables(colours: Colours): string {
  return Object.entries(colours)
    .map(([name, colour]) => `--${name}:var(--${own}-${name},${colour})`)
    .join(";");
}

const flowRules = (["request", "call", "data", "ai", "support"] as const)
  .map((kind) => `.${own} .${kind}{--flow:var(--${kind})}`)
  .join("");

export const style = [
  `.${own}{${variables(light)};font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans KR","Noto Sans CJK KR","Apple SD Gothic Neo","Malgun Gothic",sans-serif}`,
  `@media (prefers-color-scheme:dark){.${own}{${variables(dark)}}}`,
  `.${own} .paper{fill:var(--paper)}`,
  `.${own} text{fill:var(--quiet);font-size:11px}`,
  `.${own} .title{fill:var(--ink);font-size:13px;font-weight:600}`,
  `.${own} .name{fill:var(--quiet);font-size:12px;font-weight:600;paint-order:stroke;stroke:var(--paper);stroke-width:4px}`,
  `.${own} .boundary,.${own} .isolated{fill:none;stroke:var(--quiet);stroke-width:1.5;stroke-dasharray:7 4}`,
  `.${own} .isolated{stroke:var(--isolated)}`,
  `.${own} .area{fill:var(--area);stroke:var(--edge)}`,
  `.${own} .card{fill:var(--card);stroke:var(--edge)}`,
  `.${own} .mark{fill:var(--mark,var(--quiet))}`,
  `.${own} .edge,.${own} .network{--mark:var(--request)}`,
  `.${own} .module{--mark:var(--call)}`,
  `.${own} .data{--mark:var(--data)}`,
  `.${own} .ai{--mark:var(--ai)}`,
  `.${own} .guard{--mark:var(--support)}`,
  `.${own} .zone{fill:none;stroke:var(--quiet);stroke-width:.8}`,
  `.${own} .letter{font-size:9px;text-anchor:middle}`,
  flowRules,
  `.${own} .flow{fill:none;stroke:var(--flow);stroke-width:1.6}`,
  `.${own} .flow.support{stroke-width:1.1;stroke-dasharray:3 3}`,
  `.${own} .tip{fill:var(--flow);stroke:none}`,
  `.${own} a:hover .card,.${own} a:focus-visible .card{stroke:var(--request);stroke-width:2}`,
  `.${own} a:focus-visible{outline:none}`,
  `.${own} g:hover>.flow{stroke-width:3}`,
].join("\n");
