import { expect } from "chai";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { imagesOf, namespaceIn, writeFiles } from "../../../automation/export/command";
import { OperatorError } from "../../../automation/operatorError";

describe("export kubernetes", () => {
  const modules = ["planning", "support"];

  it("takes the image of each module", () => {
    const digest = `sha256:${"a".repeat(64)}`;
    expect(
      imagesOf(["planning=ghcr.io/acme/planning:1.4.2", `support=localhost:5000/support@${digest}`], modules),
    ).to.deep.equal({
      planning: "ghcr.io/acme/planning:1.4.2",
      support: `localhost:5000/support@${digest}`,
    });
  });

  it("fails for images that are none, all at once", () => {
    const given = ["planning", "planing=a/b:1", "support=a/b:1", "support=a/c:1", "planning=A B"];
    expect(() => imagesOf(given, modules))
      .to.throw(OperatorError)
      .with.property(
        "message",
        [
          "--image planning is not <module>=<reference>. Write it as planning=ghcr.io/acme/planning:1.4.2.",
          "--image planing=a/b:1: there is no module planing. Did you mean planning?",
          "--image names support twice. Leave one out.",
          "--image planning=A B is not <module>=<reference>. Write it as planning=ghcr.io/acme/planning:1.4.2.",
        ].join("\n"),
      );
  });

  it("fails for a gateway that is no namespace", () => {
    expect(namespaceIn("ingress-nginx")).to.equal("ingress-nginx");
    expect(() => namespaceIn("Ingress_1")).to.throw(
      OperatorError,
      "--gateway must be the name of a namespace",
    );
  });

  describe("in a folder", () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "export-"));
    });
    afterEach(() => {
      rmSync(folder, { recursive: true });
    });

    it("writes its files over those of before", () => {
      const inner = join(folder, "made", "here");
      for (const text of ["old", "new"]) writeFiles(inner, new Map([["planning.yaml", text]]));
      expect(readFileSync(join(inner, "planning.yaml"), "utf8")).to.equal("new");
    });

    it("fails where kubectl would take other files for part of it, and writes none", () => {
      writeFileSync(join(folder, "gone.yaml"), "");
      writeFileSync(join(folder, "README.md"), "");
      expect(() => {
        writeFiles(folder, new Map([["planning.yaml", ""]]));
      }).to.throw(OperatorError, "files that are not of this export: gone.yaml.");
      expect(readdirSync(folder).sort()).to.deep.equal(["README.md", "gone.yaml"]);
    });
  });
});
