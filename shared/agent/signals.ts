/** What triggers can ask about, of one turn. Names are the ones conditions use (specification 3.4). */
export interface Signals {
  /** 0 (very negative) to 1 (very positive); 0.5 is neutral. */
  readonly sentiment_score: number;
  /** BCP 47, of the newest message: `en`, `hi`, `hi-Latn` (Hinglish), `bn`, `te`, `mr`, `ta`, `gu`, `ur`. */
  readonly language: string;
  /** Turns of this conversation, this one included. */
  readonly interaction_count: number;
  /** 0 to 1. */
  readonly complexity_score: number;
  readonly customer_type: string;
  /** Bare signals that hold: `positive_sentiment`, `customer_request_escalation`, `mention_family`, … */
  readonly flags: readonly string[];
}
