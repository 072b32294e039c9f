/** What a bank or an officer said of an event that looks like one sent before. */
export interface Confirmation {
  bankCode: string;
  eventId: string;
  /** true: a second fact of its own, to be folded; false: the same fact once more, to be left out for good. */
  isSeparate: boolean;
  reason: string;
  confirmedBy: string;
  /** RFC 3339. */
  confirmedAt: string;
}

/** An event that may be in doubt, with what stands of it now. */
export interface DoubtfulEvent {
  bankCode: string;
  eventId: string;
  dueBillNo: string;
  status: string;
  code: string | null;
}

/** What is asked for: the answer to the doubt, and why. */
export interface AskedConfirmation {
  isSeparate: boolean;
  reason: string;
}
