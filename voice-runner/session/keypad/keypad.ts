import type { VoiceSettings } from "../../../shared/voice/settings.ts";
import type { CallLanguage } from "../hearing/call-language.ts";
import type { Mouth } from "../speaking/mouth.ts";
import { checkKey, createDigits } from "./digits.ts";
import { type OpenMenu, openMenu } from "./menu.ts";

/** What the caller's keys do: first in the tenant's menu, then as numbers for the agent. */
export interface Keypad {
  /** Begins the tenant's menu. `none`: the tenant has none, so the agent greets. */
  openMenu(): "opened" | "none";
  /** @throws Error when it is no key of a telephone */
  press(key: string): void;
  /** Whoever speaks wants no menu. */
  callerSpoke(): void;
  stop(): void;
}

export interface KeypadPorts {
  readonly settings: Pick<VoiceSettings, "ivr">;
  readonly language: CallLanguage;
  readonly mouth: Mouth;
  stopSaying(): void;
  greet(): Promise<void>;
  /** Hands the conversation this as the caller's words. */
  ask(text: string): void;
  askForPerson(): string;
}

export function createKeypad(ports: KeypadPorts): Keypad {
  const { settings, language, mouth, ask, askForPerson } = ports;
  const digits = createDigits(ask);
  let menu: OpenMenu | undefined;

  const greet = () => void ports.greet();
  return {
    openMenu() {
      if (settings.ivr === null) return "none";
      menu = openMenu(settings.ivr, {
        language: language.current,
        say: (text, spokenIn) => mouth.say(text, { language: spokenIn }),
        stopSaying: ports.stopSaying,
        onChoice(choice) {
          if (choice?.to === "language") language.choose(choice.language);
          if (choice?.to === "person") ask(askForPerson());
          else if (choice?.to === "department") ask(`${askForPerson()} (${choice.department})`);
          else if (choice?.to === "agent" && choice.about !== undefined) ask(choice.about);
          else greet();
        },
      });
      return "opened";
    },
    press(key) {
      checkKey(key);
      if (menu?.isOpen()) menu.press(key);
      else digits.press(key);
    },
    callerSpoke: () => menu?.close(),
    stop() {
      menu?.close();
      digits.stop();
    },
  };
}
