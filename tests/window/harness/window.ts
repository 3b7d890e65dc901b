/** Owns one run of the program with its window, driven as a person would: by what can be seen. */
import { execFileSync, spawnSync, type ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { remote, type Browser } from "webdriverio";
import { ROOT } from "./root.ts";
import { markNamed } from "./named.ts";
import type { Session } from "./session.ts";
import { start } from "./start.ts";
import { until } from "./until.ts";

/** The program under test; a release build when a bench says so. */
export const PROGRAM =
  process.env["COUNTERFOIL_DESK"] ?? join(ROOT, "target/debug/counterfoil-desk");

const CLICKABLE =
  "button, a, summary .title, [role=tab], [role=menuitem], [role=option], [role=row], [role=radiogroup] label";

/** How a window is opened. */
export interface Opening {
  /** Where the book is; a folder in the session's home by default. */
  dataDir?: string;
  width?: number;
  height?: number;
}

/** Every window that is open, for a picture when a test fails. */
export const openWindows = new Set<Window>();

/** A running program and its one window. */
export class Window {
  readonly browser: Browser;
  /** When its start was asked for, by this computer's clock. */
  readonly beganAtMs: number;
  readonly #driver: ChildProcess;
  #manager: ChildProcess | undefined;
  #isClosed = false;

  private constructor(browser: Browser, driver: ChildProcess, beganAtMs: number) {
    this.browser = browser;
    this.#driver = driver;
    this.beganAtMs = beganAtMs;
  }

  /** The program's process. */
  get pid(): number {
    const [program] = children(this.#driver.pid);
    if (program === undefined) throw new Error("the program has ended");
    return program;
  }

  /** Starts the program in this session, at the size a picture has. */
  static async open(session: Session, opening: Opening = {}): Promise<Window> {
    const args = ["--data-dir", opening.dataDir ?? bookOf(session)];
    const window = await Window.start(session, { program: undefined, args });
    openWindows.add(window);
    await window.resize(opening.width ?? 1440, opening.height ?? 900);
    return window;
  }

  /** Starts a program with a window as it comes; the one under test if none is named. */
  static async start(
    session: Session,
    { program, args }: { program: string | undefined; args: string[] },
  ): Promise<Window> {
    const port = await freePort();
    const driver = start("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
      env: { ...session.env, TAURI_WEBVIEW_AUTOMATION: "true" },
      stdio: ["ignore", "ignore", "inherit"],
    });
    await until("the driver answers", () => answers(port));
    const beganAtMs = Date.now();
    const browser = await remote({
      hostname: "127.0.0.1",
      port,
      path: "/",
      logLevel: "error",
      capabilities: {
        "wdio:enforceWebDriverClassic": true,
        "webkitgtk:browserOptions": { binary: program ?? PROGRAM, args },
      } as WebdriverIO.Capabilities,
    });
    return new Window(browser, driver, beganAtMs);
  }

  /** Gives the page this size, whatever frame the window has. */
  async resize(width: number, height: number): Promise<void> {
    await this.browser.setWindowSize(width, height);
    await until(`the page is ${width} by ${height}`, async () => {
      const [w, h] = await this.browser.execute(() => [innerWidth, innerHeight]);
      return w === width && h === height;
    });
  }

  /** Everything that can be read on the page now. */
  text(): Promise<string> {
    return this.browser.execute(() => document.body.innerText);
  }

  /** Waits until the page says this. */
  async says(words: string | RegExp, wait_ms_max?: number): Promise<void> {
    const fits = (text: string) =>
      typeof words === "string" ? text.includes(words) : words.test(text);
    let last = "";
    await until(
      `the page says ${words}`,
      async () => fits((last = await this.text())),
      wait_ms_max,
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}; it says:\n${last}`);
    });
  }

  /** Clicks the button, link, tab or row with this name. */
  async click(name: string | RegExp): Promise<void> {
    await this.#mark(name, CLICKABLE);
    await this.browser.$("[data-under-test]").click();
  }

  /** Puts the focus on the field with this label. */
  async focus(label: string): Promise<void> {
    await this.#mark(label, "input, textarea, select, [role=combobox]");
    await this.browser.execute(() =>
      document.querySelector<HTMLElement>("[data-under-test]")?.focus(),
    );
  }

  /** Replaces what the field with this label holds, as a person types. */
  async fill(label: string, value: string): Promise<void> {
    await this.focus(label);
    await this.press("Control", "a");
    await this.type(value);
  }

  /** Puts a text into the field with this label at once, as pasting does, in place of what it holds. */
  async paste(label: string, text: string): Promise<void> {
    await this.focus(label);
    await this.press("Control", "a");
    await this.browser.execute((pasted: string) => {
      document.execCommand("insertText", false, pasted);
    }, text);
  }

  /** Chooses from the list with this label by its arrows, as a person does. */
  async choose(label: string, option: string): Promise<void> {
    await this.focus(label);
    const seen: string[] = [];
    let isAgain = false;
    for (;;) {
      const shown = await this.browser.execute(() => {
        const on = document.activeElement;
        return on instanceof HTMLSelectElement ? (on.selectedOptions[0]?.text ?? "") : "";
      });
      if (shown.includes(option)) return;
      const isLast = seen.at(-1) === shown;
      if (isLast && isAgain) throw new Error(`${label} offers ${seen.join(", ")}`);
      seen.push(shown);
      await this.press(isLast ? "Home" : "ArrowDown");
      isAgain ||= isLast;
    }
  }

  /** Types where the focus is. */
  async type(text: string): Promise<void> {
    const keyboard = this.browser.action("key");
    for (const letter of text) keyboard.down(letter).up(letter);
    await keyboard.perform();
  }

  /** Presses keys together, such as Control and k. */
  async press(...keys: string[]): Promise<void> {
    await this.browser.keys(keys);
  }

  /** The name of what has the focus. */
  focused(): Promise<string> {
    return this.browser.execute(() => {
      const on = document.activeElement;
      return on?.getAttribute("aria-label") ?? on?.textContent?.trim() ?? "";
    });
  }

  /** Fails if the content-security policy refused anything since the page was loaded. */
  async expectNothingRefused(): Promise<void> {
    const refused = await this.browser.execute(() => document.documentElement.dataset["refused"]);
    if (refused !== undefined && refused !== null) {
      throw new Error(`the content-security policy refused ${refused} things`);
    }
  }

  /** Loads the page again, as a person could never lose more than that. */
  async reload(): Promise<void> {
    await this.browser.execute(() => {
      document.documentElement.dataset["old"] = "";
      location.reload();
    });
    await until("the page is back", () =>
      this.browser.execute(
        () =>
          document.documentElement.dataset["old"] === undefined &&
          document.querySelector("h1") !== null,
      ),
    );
  }

  /** Takes a picture of the window as the display shows it, once what is on the page is drawn. */
  async picture(path: string): Promise<void> {
    await this.browser.executeAsync((done: () => void) => {
      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 250)));
    });
    const id = this.#frame();
    execFileSync("import", ["-window", id, `png:${path}`]);
  }

  /** The program's window on the display, by the display's id. */
  #frame(): string {
    const [id] = this.#frames();
    if (id === undefined) throw new Error("the program shows no window");
    return id;
  }

  #frames(): string[] {
    const pid = ["--pid", String(this.pid)];
    const search = ["search", "--all", "--onlyvisible", ...pid, "--name", "^Counterfoil$"];
    const { stdout } = spawnSync("xdotool", search, { encoding: "utf8" });
    return stdout.trim().split("\n").filter(Boolean);
  }

  /** Marks the visible element of this kind with this accessible name. */
  async #mark(name: string | RegExp, kinds: string): Promise<void> {
    const isPattern = typeof name !== "string";
    const wanted = isPattern ? name.source : name;
    await until(`there is “${wanted}” among ${kinds}`, () =>
      this.browser.execute(markNamed, wanted, isPattern, kinds),
    );
  }

  /** Closes the window as a person does. */
  async askToClose(): Promise<void> {
    await this.#manage();
    execFileSync("xdotool", ["windowactivate", "--sync", this.#frame(), "key", "alt+F4"]);
  }

  /** Puts the window out of sight, as a person does. */
  async minimize(): Promise<void> {
    await this.#manage();
    execFileSync("xdotool", ["windowminimize", this.#frame()]);
    await until("the window is out of sight", () => !this.isInSight());
  }

  /** Whether the display shows the window. */
  isInSight(): boolean {
    return this.#frames().length > 0;
  }

  /** Gives the window a frame, which closing and minimizing take. */
  async #manage(): Promise<void> {
    this.#manager ??= start("openbox", ["--sm-disable"], { stdio: "ignore" });
    await until("the window has a frame", () =>
      execFileSync("xprop", ["-root", "_NET_CLIENT_LIST"]).toString().includes("0x"),
    );
  }

  /** Waits until the program has ended by itself. */
  async ended(): Promise<void> {
    this.#isClosed = true;
    openWindows.delete(this);
    const programs = children(this.#driver.pid);
    await until("the program has ended", () => programs.every((pid) => !runs(pid)));
    this.#driver.kill("SIGTERM");
    this.#manager?.kill("SIGTERM");
  }

  /** Ends the program as a power cut does. */
  async kill(): Promise<void> {
    this.#isClosed = true;
    openWindows.delete(this);
    const programs = children(this.#driver.pid);
    for (const pid of programs) signal(pid, "SIGKILL");
    this.#driver.kill("SIGKILL");
    this.#manager?.kill("SIGTERM");
    await until("the program is gone", () => programs.every((pid) => !runs(pid)));
  }

  /** Ends the program with its driver. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    openWindows.delete(this);
    const programs = children(this.#driver.pid);
    await this.browser.deleteSession().catch(() => undefined);
    for (const pid of programs) signal(pid, "SIGTERM");
    this.#driver.kill("SIGTERM");
    this.#manager?.kill("SIGTERM");
    await until("the program has ended", () => programs.every((pid) => !runs(pid)));
  }
}

/** The book of a session's first window. */
export const bookOf = (session: Session): string => join(session.home, "book");

function children(parent: number | undefined): number[] {
  const { stdout } = spawnSync("pgrep", ["--parent", String(parent)], { encoding: "utf8" });
  return stdout.trim().split("\n").filter(Boolean).map(Number);
}

/** Signals a program, which may have ended by itself just before. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (runs(pid)) throw error;
  }
}

/** A program whose first thread has ended lasts, with its locks, until the last one has. */
function runs(pid: number): boolean {
  try {
    const hasEnded = readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
    return !hasEnded || readdirSync(`/proc/${pid}/task`).length > 1;
  } catch {
    return false;
  }
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/status`)).ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string") reject(new Error("no port"));
        else resolve(address.port);
      });
    });
  });
}
