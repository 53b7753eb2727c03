import type { TriageModel } from '../model';
import { createLinearModel } from './linear-model';
import { unpackWeights } from './packed';
import { shippedWeights } from './shipped-weights';

let model: TriageModel | undefined;

/** The model that comes with the package; its tables are unpacked once, when first asked for. */
export function shippedModel(): TriageModel {
	model ??= createLinearModel(unpackWeights(shippedWeights));
	return model;
}
