import { toMills } from './bill.mts';
import type { SideAfterDay } from './simulation.mts';
import { volumes } from './traffic.mts';

/** What it would have cost more to put a web address in a third of the answers, in US dollars: measured with one. */
export async function priceLinks({
	account,
	seen,
	today,
	bill,
	answer,
}: SideAfterDay): Promise<number> {
	const open = today.find(
		(arrival) =>
			arrival.isMention &&
			!arrival.toOwnPost &&
			arrival.answer === undefined &&
			seen.has(account.idOf(arrival)),
	);
	if (!open) throw new Error('no mention of the day is left to be answered');
	const before = await bill.read();
	const plainUsd = before.usdFor['summoned reply'] / before.timesAnswered.size;
	await answer(account.idOf(open), 'All about parcels and rain: https://acme.example/rain');
	const { usdFor } = await bill.read();
	const withLinkUsd = usdFor['post create with link'];
	return toMills((withLinkUsd - plainUsd) * Math.round(volumes.answers / 3));
}
