/** Owns a private login: a home, a session bus and a keyring of its own, as on a fresh desk. */
import { spawnSync, type ChildProcess } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTalking } from "./start.ts";
import { until } from "./until.ts";

const PASSWORD = "a-password-for-this-test-only";
const SECRETS = "org.freedesktop.secrets";
const LOGIN = "/org/freedesktop/secrets/collection/login";
const PROMPT = ["search", "--onlyvisible", "--name", "^Unlock Login Keyring$"];

/** What the keyring of a session is like when it begins. */
export type Keyring = "unlocked" | "none";

/** A private login. Programs get it through `env`. */
export class Session {
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  #bus: ChildProcess | undefined;

  private constructor(home: string, env: NodeJS.ProcessEnv) {
    this.home = home;
    this.env = env;
  }

  /** A session with a bus, and with a keyring unless there is to be none. */
  static async open(keyring: Keyring = "unlocked"): Promise<Session> {
    const session = Session.withoutBus();
    const { child, said } = startTalking(
      "dbus-daemon",
      ["--session", "--nofork", "--print-address"],
      session,
    );
    session.#bus = child;
    await until("the session bus says its address", () => said().includes("\n"));
    session.env["DBUS_SESSION_BUS_ADDRESS"] = said().trim();
    if (keyring === "unlocked") session.#logIn();
    return session;
  }

  /** A session in which no bus can be reached. */
  static withoutBus(): Session {
    const home = mkdtempSync(join(tmpdir(), "counterfoil-window-"));
    const runtime = join(home, "runtime");
    mkdirSync(runtime);
    chmodSync(runtime, 0o700);
    const env = {
      ...process.env,
      HOME: home,
      XDG_RUNTIME_DIR: runtime,
      DBUS_SESSION_BUS_ADDRESS: `unix:path=${runtime}/no-bus`,
    };
    return new Session(home, env);
  }

  /** Starts the keyring and unlocks it, as a login does. */
  #logIn(): void {
    // The daemon keeps what it inherits open, so nothing may wait for its outputs to end.
    const { status } = spawnSync("gnome-keyring-daemon", ["--unlock", "--components=secrets"], {
      env: this.env,
      input: PASSWORD,
      stdio: ["pipe", "ignore", "ignore"],
    });
    if (status !== 0) throw new Error("the keyring could not be unlocked");
  }

  /** Types the password into the system's own window, which has the keyboard while it is open. */
  async unlockInPrompt(): Promise<void> {
    await this.#answerPrompt(() => {
      spawnSync("xdotool", ["type", "--delay", "20", PASSWORD]);
      spawnSync("xdotool", ["key", "Return"]);
    });
  }

  /** Closes the system's own window without typing the password. */
  async dismissPrompt(): Promise<void> {
    await this.#answerPrompt(() => spawnSync("xdotool", ["key", "Escape"]));
  }

  async #answerPrompt(answer: () => void): Promise<void> {
    await until("the system asks for the password", isPrompting);
    answer();
    await until("the prompt is gone", () => !isPrompting());
  }

  /** Locks the keyring, as a screen lock may. */
  lock(): void {
    const call = ["--session", "--print-reply", `--dest=${SECRETS}`, "/org/freedesktop/secrets"];
    const lock = ["org.freedesktop.Secret.Service.Lock", `array:objpath:${LOGIN}`];
    const { status, stderr } = spawnSync("dbus-send", [...call, ...lock], { env: this.env });
    if (status !== 0) throw new Error(`the keyring could not be locked: ${stderr}`);
  }

  /** Ends the keyring as if it had crashed. */
  killKeyring(): void {
    const { stdout } = spawnSync(
      "dbus-send",
      [
        "--session",
        "--print-reply=literal",
        "--dest=org.freedesktop.DBus",
        "/org/freedesktop/DBus",
        "org.freedesktop.DBus.GetConnectionUnixProcessID",
        `string:${SECRETS}`,
      ],
      { env: this.env, encoding: "utf8" },
    );
    const pid = Number(stdout.trim().split(/\s+/).at(-1));
    if (!(pid > 1)) throw new Error(`the keyring has no process: ${stdout}`);
    process.kill(pid, "SIGKILL");
  }

  /** Ends everything that runs in it, and removes its home. */
  async close(): Promise<void> {
    this.#bus?.kill("SIGTERM");
    // What the bus had started, such as the portal's mount, ends a moment after it.
    await until("the session's home is gone", () => {
      try {
        rmSync(this.home, { recursive: true, force: true });
        return true;
      } catch {
        return false;
      }
    });
  }
}

const isPrompting = (): boolean => spawnSync("xdotool", PROMPT).status === 0;
