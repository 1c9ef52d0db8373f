import type { AxeResults } from "axe-core";
import { expect } from "chai";
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import type { Language } from "../../../automation/page/languages";
import { launchBrowser } from "../../support/browser";
import { type Given, givenDev, givenProd, givenThirty, html } from "./given";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

describe("the page in a browser", function () {
  this.timeout(300_000);
  let browser: Browser | undefined;
  before(async function () {
    browser = await launchBrowser(this);
  });
  after(() => browser?.close());

  /** Without a network; whatever is asked for all the same is told. */
  async function opened(
    text: string,
    look: { readonly width: number; readonly colorScheme: "light" | "dark" },
    use: (page: Page) => Promise<void>,
  ): Promise<void> {
    const { width, colorScheme } = look;
    const context = await browser!.newContext({
      offline: true,
      colorScheme,
      viewport: { width, height: 900 },
    });
    try {
      const page = await context.newPage();
      const asked: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      await page.setContent(text);
      await use(page);
      expect(asked).to.deep.equal([]);
    } finally {
      await context.close();
    }
  }

  /** `rule: element` of all that axe finds. */
  async function faults(page: Page): Promise<string[]> {
    await page.evaluate(axe);
    const { violations } = await page.evaluate<AxeResults>("axe.run()");
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html: element }) => `${id}: ${element}`));
  }

  const pages: readonly (readonly [what: string, of: () => Promise<Given>, language: Language])[] = [
    ["dev", givenDev, "en"],
    ["prod in Korean", givenProd, "ko"],
    ["an environment of thirty modules", givenThirty, "en"],
  ];
  for (const [what, of, language] of pages)
    describe(`of ${what}`, () => {
      let text: string;
      before(async () => (text = await html(await of(), language)));

      for (const colorScheme of ["light", "dark"] as const)
        for (const width of [360, 1280])
          it(`is accessible in ${colorScheme} at ${width} pixels`, () =>
            opened(text, { width, colorScheme }, async (page) => {
              expect(await faults(page)).to.deep.equal([]);
            }));

      it("never scrolls sideways, even at 320 pixels", () =>
        opened(text, { width: 320, colorScheme: "light" }, async (page) => {
          await page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))");
          expect(await page.evaluate<number>("document.documentElement.scrollWidth")).to.equal(320);
        }));

      it("is printed with nothing cut off at the side", () =>
        opened(text, { width: 1280, colorScheme: "light" }, async (page) => {
          const pdf = await page.pdf({ format: "A4" });
          expect(pdf.subarray(0, 5).toString()).to.equal("%PDF-");
          // A4 less the margins of the style, in CSS pixels.
          await page.setViewportSize({ width: 688, height: 900 });
          await page.emulateMedia({ media: "print", colorScheme: "light" });
          expect(await page.evaluate<number>("document.documentElement.scrollWidth")).to.equal(688);
        }));
    });

  it("can be walked through with the keyboard: first to the content", async () => {
    await opened(await html(await givenDev()), { width: 1280, colorScheme: "light" }, async (page) => {
      await page.keyboard.press("Tab");
      expect(await page.evaluate("document.activeElement.getAttribute('href')")).to.equal("#content");
      await page.keyboard.press("Enter");
      expect(await page.evaluate("document.activeElement.id")).to.equal("content");
    });
  });
});
