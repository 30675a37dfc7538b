import type { OpeningSections } from "../business-hours.ts";

/** How completely a text names a time. */
interface Named {
  /** Counts the words that say nothing the reader knows: 0 when the text is nothing but a time. */
  readonly unknown: number;
  /** False for an hour alone, which is read as the next one. */
  readonly namesDay: boolean;
}

/** What a text says about a time. `words` is the text that was read. */
export type TimeReading =
  | (Named & { readonly status: "time"; readonly at: Date; readonly words: string })
  | (Named & { readonly status: "range"; readonly from: Date; readonly to: Date; readonly words: string })
  /** A day without an hour. `date` is `YYYY-MM-DD`. */
  | { readonly status: "day"; readonly date: string; readonly words: string }
  /** Several times are possible, or one that the words do not make certain. `precision` tells days from times. */
  | {
      readonly status: "ambiguous";
      readonly candidates: readonly Date[];
      readonly precision: "day" | "minute";
      readonly words: string;
    }
  /** The named time is over. */
  | { readonly status: "past"; readonly at: Date; readonly words: string }
  | {
      readonly status: "not-understood";
      /** The text speaks of a time that the customer wishes: "abhi nahi", "sometime next week". */
      readonly mentionsTime: boolean;
      /** The text asks something or reports something. */
      readonly asks: boolean;
    };

/** The sections of a configuration that a reading needs. */
export type TimeSections = Omit<OpeningSections, "holidays"> & {
  readonly holidays?: OpeningSections["holidays"];
  readonly date_order?: "day_first" | "month_first" | undefined;
};

export interface Reader {
  readonly sections: TimeSections;
  readonly now: Date;
  /** `YYYY-MM-DD`: the day of an earlier answer, for a text that names none. */
  readonly onDate?: string | undefined;
}

/** A text being read. */
export interface Moment extends Reader, Named {
  readonly words: string;
}
