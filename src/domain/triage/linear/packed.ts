import type { LinearWeights } from './weights';

/** Weights as text: the large tables as base64, the rest as it is. */
export interface PackedWeights extends Omit<LinearWeights, 'rarity' | 'buckets'> {
	version: 1;
	rarity: string;
	buckets: string;
}

/** The tables' bytes as base64. */
export function packWeights({
	rarity,
	buckets,
	denseWeights,
	...rest
}: LinearWeights): PackedWeights {
	return {
		version: 1,
		...rest,
		denseWeights: Array.from(denseWeights),
		rarity: toBase64(rarity),
		buckets: toBase64(buckets),
	};
}

/** Undoes `packWeights`. Throws when sizes do not fit each other. */
export function unpackWeights(packed: PackedWeights): LinearWeights {
	const { version, rarity, buckets, ...rest } = packed;
	if (version !== 1) throw new Error(`A model of version ${String(version)} cannot be read`);
	const weights: LinearWeights = {
		...rest,
		denseWeights: Float64Array.from(rest.denseWeights),
		rarity: fromBase64(rarity),
		buckets: new Int8Array(fromBase64(buckets).buffer),
	};
	const size = 1 << weights.bits;
	const count = weights.heads.length;
	const fits =
		weights.rarity.length === size &&
		weights.buckets.length === size * count &&
		weights.denseWeights.length === weights.dense.length * count &&
		weights.scales.length === count &&
		weights.biases.length === count;
	if (!fits) throw new Error(`The tables of the model '${weights.name}' do not fit each other`);
	return weights;
}

/** Node's own decoder: a loop over so many characters would take longer than all the rest of the loading. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
	return new Uint8Array(Buffer.from(text, 'base64'));
}

function toBase64({ buffer, byteOffset, byteLength }: Uint8Array | Int8Array): string {
	return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}
