import { InvalidItem, read } from '../../field';
import type { Fields } from '../../field';
import { unpackWeights } from '../linear/packed';
import type { PackedWeights } from '../linear/packed';
import { ownBits, ownHeads, ownModelKind, ownModelVersion } from './own-model';
import type { Corrections } from './own-model';

export interface ReadOwnModel {
	name: string;
	/** The model it corrects. */
	base: string;
	corrections: Corrections;
}

const path = 'Own Model';
const trainAgain =
	"Run 'Train on Your Posts' again and take the field 'model' of what it puts out, whole and unchanged.";
const longestName = 120;
const mostDense = 1_000;
const farthest = 1e4;
const narrowest = 1e-3;

/** Parses what `trainOwnModel` has made; throws `InvalidItem` at whatever is not as that makes it. */
export function readOwnModel(json: unknown): ReadOwnModel {
	const fields = read(json, path);
	const kind = fields.optional('kind', (it) => it);
	if (kind !== ownModelKind) throw refuse('kind', kind, `"${ownModelKind}"`);
	const version = fields.optional('version', (it) => it);
	if (version !== ownModelVersion) throw refuse('version', version, `${ownModelVersion}`);
	const heads = ownHeads.length;
	return {
		name: readName(fields, 'name'),
		base: readName(fields, 'base'),
		corrections: {
			logitWeights: readNumbers(fields, path, 'logitWeights', heads * heads),
			slopes: readNumbers(fields, path, 'slopes', heads),
			offsets: readNumbers(fields, path, 'offsets', heads),
			weights: unpackWeights(readWeights(fields.object('weights'))),
		},
	};
}

function readWeights(fields: Fields): PackedWeights {
	const inside = `${path}.weights`;
	const names = fields.list('heads', (it) => it);
	if (names.length !== ownHeads.length || names.some((it, i) => it !== ownHeads[i])) {
		throw refuse('weights.heads', names, `the list ${ownHeads.join(', ')}`);
	}
	const bits = fields.number('bits');
	if (bits !== ownBits) throw refuse('weights.bits', bits, `${ownBits}`);
	const version = fields.number('version');
	if (version !== 1) throw refuse('weights.version', version, '1');
	const dense = fields.optional('dense', (it) => it);
	if (!Array.isArray(dense) || dense.length > mostDense) {
		throw refuse('weights.dense', dense, `a list of at most ${mostDense} cues`);
	}
	const heads = ownHeads.length;
	const buckets = 1 << bits;
	return {
		version,
		name: 'own',
		heads: [...ownHeads],
		bits,
		scales: readNumbers(fields, inside, 'scales', heads),
		biases: readNumbers(fields, inside, 'biases', heads),
		dense: dense.map((it, i) => readDense(it, `${inside}.dense[${i}]`)),
		denseWeights: readNumbers(fields, inside, 'denseWeights', dense.length * heads),
		rarity: readBytes(fields, 'rarity', buckets),
		buckets: readBytes(fields, 'buckets', buckets * heads),
		surenessByPercent: [],
	};
}

function readDense(value: unknown, at: string) {
	const fields = read(value, at);
	const name = fields.string('name');
	const [mean, spread] = [fields.number('mean'), fields.number('spread')];
	if (name.length > longestName || Math.abs(mean) > farthest || spread < narrowest) {
		throw new InvalidItem(at, value, 'a cue with its mean and spread', trainAgain);
	}
	return { name, mean, spread };
}

function readName(fields: Fields, name: string): string {
	const text = fields.string(name);
	if (text !== '' && text.length <= longestName) return text;
	throw refuse(name, text, `a name of at most ${longestName} characters`);
}

function readNumbers(fields: Fields, inside: string, name: string, count: number): number[] {
	const list = fields.optional(name, (it) => it);
	const isGood =
		Array.isArray(list) &&
		list.length === count &&
		list.every((it) => Number.isFinite(it) && Math.abs(it as number) <= farthest);
	if (isGood) return list as number[];
	throw new InvalidItem(`${inside}.${name}`, toShape(list), `${count} numbers`, trainAgain);
}

function readBytes(fields: Fields, name: string, count: number): string {
	const text = fields.string(name);
	const padding = (3 - (count % 3)) % 3;
	const isGood =
		text.length === Math.ceil(count / 3) * 4 &&
		/^[A-Za-z0-9+/]*={0,2}$/.test(text) &&
		text.endsWith('='.repeat(padding)) &&
		!text.endsWith('='.repeat(padding + 1));
	if (isGood) return text;
	throw refuse(`weights.${name}`, text, `${count} bytes as base64`);
}

/** A list that is too long is not shown whole, and not turned into text either. */
const toShape = (value: unknown) =>
	Array.isArray(value) && value.length > 100 ? `${value.length} entries` : value;

const refuse = (name: string, value: unknown, expected: string) =>
	new InvalidItem(`${path}.${name}`, toShape(value), expected, trainAgain);
