import type { ICredentialType, IDataObject, INodeType } from 'n8n-workflow';

import type { Status } from '../../src/domain/approval/approval.ts';
import type { Flow, FlowRun } from './run.mts';
import type { RegisterRow } from './world.mts';

/** What a measured process is told to do. */
export interface Job {
	way: string;
	sandboxUrl: string;
	register: RegisterRow[];
	/** Rows of the follower set that the run before has left. */
	followerSet?: IDataObject[];
}

/** What a way says of somebody, by whatever it knows of them. */
export interface Found {
	userId?: string;
	handle?: string;
	email?: string;
	status: Status;
}

/** One way to set followers against the register, on n8n's engine. */
export interface Way {
	name: string;
	/** `load` gives a node of n8n's own: folder and name below its `nodes`, such as `NoOp/NoOp`. */
	prepare(job: Job, load: (node: string) => INodeType, built: Built): Flow;
	read(run: FlowRun): Found[];
	/** The rows to keep for the next run. */
	keep?(run: FlowRun): IDataObject[];
}

/** This package as it was built. */
export interface Built {
	node(name: string): INodeType;
	credentialType(name: string): ICredentialType;
}
