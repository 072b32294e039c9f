/** The token under which the settings of call-backs are given to whoever needs them. */
export const CALLBACK_SETTINGS = Symbol('callback settings');
