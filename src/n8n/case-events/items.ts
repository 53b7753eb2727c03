import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { CaseEvent } from '../../domain/case-event';

export const toItems = (events: CaseEvent[]): INodeExecutionData[] =>
	events.map((event) => ({ json: { caseEvent: event as unknown as IDataObject } }));
