import { DataDeduplicationService } from 'n8n-core';
import type { ICheckProcessedContextData, IDeduplicationOutput } from 'n8n-workflow';

type Scope = 'node' | 'workflow';

/**
 * n8n's store of processed data, in memory, as its own helper behaves: per node, what was noted is noted before anything is
 * done with it, and it outlives the process that noted it.
 */
export class ProcessedData {
	private readonly entries = new Map<string, Set<string>>();

	/** Called after an entry was noted; throwing here is as if the process had died at that point. */
	afterNoting: (entry: string) => void = () => undefined;

	async checkProcessedAndRecord(
		items: Array<string | number>,
		scope: Scope,
		context: ICheckProcessedContextData,
	): Promise<IDeduplicationOutput> {
		const known = this.find(scope, context);
		const result: IDeduplicationOutput = { new: [], processed: [] };
		for (const item of items) {
			result[known.has(String(item)) ? 'processed' : 'new'].push(item);
			known.add(String(item));
		}
		for (const item of result.new) this.afterNoting(String(item));
		return result;
	}

	async checkProcessedItemsAndRecord(): Promise<never> {
		throw new Error('not part of these tests');
	}

	async removeProcessed(
		items: Array<string | number>,
		scope: Scope,
		context: ICheckProcessedContextData,
	): Promise<void> {
		for (const item of items) this.find(scope, context).delete(String(item));
	}

	async clearAllProcessedItems(scope: Scope, context: ICheckProcessedContextData): Promise<void> {
		this.find(scope, context).clear();
	}

	async getProcessedDataCount(scope: Scope, context: ICheckProcessedContextData): Promise<number> {
		return this.find(scope, context).size;
	}

	clear(): void {
		this.entries.clear();
		this.afterNoting = () => undefined;
	}

	private find(scope: Scope, { workflow, node }: ICheckProcessedContextData): Set<string> {
		const key = `${workflow.id} ${scope === 'node' ? node?.id : ''}`;
		const found = this.entries.get(key) ?? new Set<string>();
		this.entries.set(key, found);
		return found;
	}
}

/** The one store of this test process. */
export const processedData = new ProcessedData();

let isInstalled = false;

export async function installProcessedData(): Promise<void> {
	if (isInstalled) return;
	isInstalled = true;
	await DataDeduplicationService.init(processedData as never);
}
