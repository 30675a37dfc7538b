import type { IvrChoice } from "../../../shared/config/sections/voice/ivr.ts";
import type { IvrMenu } from "../../../shared/voice/ivr-menu.ts";

/** The menu of keys while it is open. */
export interface OpenMenu {
  /** Takes the key if it is one of the menu's. */
  press(key: string): void;
  /** The caller speaks, or the call ends: the menu closes without a choice. */
  close(): void;
  isOpen(): boolean;
}

export interface MenuPorts {
  language(): string;
  /** Resolves when it was said: true when it was interrupted. */
  say(text: string, language: string): Promise<boolean>;
  stopSaying(): void;
  /** The choice that ends the menu; null: none was made. */
  onChoice(choice: Exclude<IvrChoice, { to: "message" }> | null): void;
}

/** Says the menu, waits for a key, and says it again as often as the tenant wants. */
export function openMenu({ choices, prompts, timeoutMs, repeats }: IvrMenu, ports: MenuPorts): OpenMenu {
  let isOpen = true;
  let timer: NodeJS.Timeout | undefined;
  let rounds = 0;
  /** What is being said now. Something newer takes its place. */
  let newest: object | undefined;

  const close = () => {
    isOpen = false;
    clearTimeout(timer);
  };
  const choose = (choice: Parameters<MenuPorts["onChoice"]>[0]) => {
    close();
    ports.onChoice(choice);
  };

  /** Resolves with true when all of it was said, and with false when a key was pressed meanwhile. */
  async function say(texts: ReturnType<IvrMenu["prompts"]>): Promise<boolean> {
    const own = {};
    newest = own;
    for (const { text, language } of texts) {
      await ports.say(text, language);
      if (!isOpen || newest !== own) return false;
    }
    return true;
  }

  async function ask() {
    rounds += 1;
    if (!(await say(prompts(ports.language())))) return;
    timer = setTimeout(() => (rounds > repeats ? choose(null) : void ask()), timeoutMs);
  }
  void ask();

  return {
    close,
    isOpen: () => isOpen,
    press(key) {
      const choice = choices[key];
      if (!isOpen || choice === undefined) return;
      clearTimeout(timer);
      ports.stopSaying();
      if (choice.to !== "message") return choose(choice);
      void say([{ text: choice.message, language: ports.language() }]).then((isSaid) => {
        if (isSaid) void ask();
      });
    },
  };
}
