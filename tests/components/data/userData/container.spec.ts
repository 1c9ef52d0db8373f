import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { certificateNames } from "../../../../components/data/qdrant/certificate";
import { probeScript, startScript } from "../../../../components/data/qdrant/command";
import { type Certificate, makeCertificate } from "../../../../functions/qdrant/certificate";

const zone = "test.internal";
const certified = (names: readonly string[] = certificateNames(zone)) =>
  makeCertificate(names, ["127.0.0.1"], new Date());
const listen = (server: Server | TcpServer) =>
  new Promise<number>((resolve) =>
    server.listen(0, "localhost", () => {
      resolve((server.address() as AddressInfo).port);
    }),
  );

describe("the container of a node of Qdrant", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "qdrant-container-"))));
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** The scripts as they are, except that files lie in the folder of the test. */
  const here = (script: string) => script.replaceAll("/dev/shm/tls", `${folder}/tls`);

  describe("what starts a node of Qdrant", () => {
    /** Runs the script with a Qdrant that tells how it was started. */
    const start = (script: string) => {
      writeFileSync(join(folder, "qdrant"), '#!/bin/bash\nenv -0 >env\necho "$$" >pid\n', { mode: 0o755 });
      const tls = { TLS_CERTIFICATE: "certificate\nof lines", TLS_KEY: "key", TLS_AUTHORITY: "authority" };
      const ran = spawnSync("bash", ["-c", here(script)], {
        cwd: folder,
        encoding: "utf8",
        env: { PATH: process.env.PATH, KEPT: "yes", ...tls },
      });
      expect(ran.status, ran.stderr).to.equal(0);
      const variables = readFileSync(join(folder, "env"), "utf8").split("\0");
      return { variables, pid: Number(readFileSync(join(folder, "pid"), "utf8")), own: ran.pid };
    };
    const file = (name: string) => join(folder, "tls", `${name}.pem`);

    it("writes the certificate where nobody else can read it, and takes it out of the environment", () => {
      const { variables, pid, own } = start(startScript(1, zone));
      expect(readFileSync(file("certificate"), "utf8")).to.equal("certificate\nof lines\n");
      expect(readFileSync(file("key"), "utf8")).to.equal("key\n");
      expect(readFileSync(file("authority"), "utf8")).to.equal("authority\n");
      for (const name of ["certificate", "key", "authority"])
        expect(statSync(file(name)).mode & 0o777).to.equal(0o600);
      expect(variables).to.include("KEPT=yes");
      expect(variables.filter((variable) => variable.startsWith("TLS_"))).to.deep.equal([]);
      // In the shell's own place: the signal to stop reaches Qdrant, and not a shell that does not wait for it.
      expect(pid).to.equal(own);
    });

    it("starts the cluster when no other node is there", () => {
      const { variables } = start(
        startScript(0, zone).replaceAll(/qdrant-\d\.test\.internal/g, "localhost.invalid"),
      );
      expect(variables.join()).not.to.include("QDRANT_BOOTSTRAP");
    }).timeout(60_000);

    it("joins the cluster when another node is there, as after the loss of the first one's volume", async () => {
      const peer = createTcpServer((socket) => socket.end());
      const port = await listen(peer);
      try {
        const script = startScript(0, zone).replaceAll("6335", String(port));
        const { variables } = start(script.replaceAll(/qdrant-\d\.test\.internal/g, "localhost"));
        expect(variables).to.include(`QDRANT_BOOTSTRAP=https://localhost:${port}`);
      } finally {
        peer.close();
      }
    });

    it("asks all nodes that there may ever be", () => {
      expect(startScript(0, zone).match(/qdrant-\d\.test\.internal/g)).to.deep.equal(
        [1, 2, 3, 4, 5, 6, 7, 8].map((node) => `qdrant-${node}.${zone}`),
      );
      expect(startScript(1, zone)).not.to.include("qdrant-");
    });
  });

  describe("the probe of a node of Qdrant", () => {
    let server: Server | undefined;
    afterEach(() => server?.close());

    /** Starts a server that answers like Qdrant, and probes it by the authority. */
    const probe = async (own: Certificate, answers: readonly number[], authority = own.authority) => {
      const asked: string[] = [];
      server = createServer({ cert: own.certificate, key: own.key }, ({ url }, response) => {
        response.statusCode = answers[Math.min(asked.length, answers.length - 1)]!;
        asked.push(String(url));
        response.end("some shards are ready 200 ");
      });
      const port = await listen(server);
      const script = here(probeScript)
        .replaceAll("localhost:6333", `localhost:${port}`)
        .replace("SECONDS < 50", "SECONDS < 2")
        .replace("sleep 2", "sleep 0.2");
      spawnSync("mkdir", [join(folder, "tls")]);
      writeFileSync(join(folder, "tls", "authority.pem"), authority);
      const child = spawn("bash", ["-c", script], { stdio: "ignore" });
      const status = await new Promise<number | null>((resolve) => child.on("exit", resolve));
      return { status, asked };
    };

    it("finds a node that is ready", async () => {
      expect(await probe(await certified(), [200])).to.deep.equal({ status: 0, asked: ["/readyz"] });
    });

    it("waits for one that becomes ready", async () => {
      const { status, asked } = await probe(await certified(), [503, 503, 200]);
      expect(status).to.equal(0);
      expect(asked).to.have.length(3);
    });

    it("fails for one that does not, whatever it says", async () => {
      expect((await probe(await certified(), [503])).status).to.equal(1);
    });

    it("fails for a certificate of another authority", async () => {
      const [own, other] = [await certified(), await certified()];
      expect(await probe(own, [200], other.authority)).to.deep.equal({ status: 1, asked: [] });
    });

    it("fails for a certificate that lacks the node's own name", async () => {
      expect((await probe(await certified(["qdrant-0.test.internal"]), [200])).status).to.equal(1);
    });

    it("fails where nothing listens", async () => {
      const { authority } = await certified();
      spawnSync("mkdir", [join(folder, "tls")]);
      writeFileSync(join(folder, "tls", "authority.pem"), authority);
      const script = here(probeScript).replaceAll(":6333", ":1").replace("SECONDS < 50", "SECONDS < 1");
      expect(spawnSync("bash", ["-c", script]).status).to.equal(1);
    });
  });
});
