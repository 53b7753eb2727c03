const RealDate = Date;
let nowMs = 0;

/** From now on this process lives at that instant (milliseconds since 1970), as the sandboxes do; timers stay real. */
export function freezeTime(atMs: number): void {
	nowMs = atMs;
	globalThis.Date = FrozenDate;
}

export function releaseTime(): void {
	globalThis.Date = RealDate;
}

const now = () => nowMs;

const FrozenDate = new Proxy(RealDate, {
	construct: (target, args, newTarget) =>
		Reflect.construct(target, args.length === 0 ? [nowMs] : args, newTarget) as Date,
	get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
});
