import type { Doubt } from '../../domain/approval/doubt';
import { HttpFailure } from '../../http';

/** Throws `HttpFailure` when there is a doubt: nobody becomes an outsider by it. */
export function refuseDoubt(doubt: Doubt | undefined): void {
	if (doubt) throw new HttpFailure('misconfigured', doubt.problem, { hint: doubt.hint });
}
