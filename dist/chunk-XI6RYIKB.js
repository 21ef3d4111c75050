import { createRequire as __gateCreateRequire } from 'node:module';
import { fileURLToPath as __gateFileURLToPath } from 'node:url';
import { dirname as __gateDirname } from 'node:path';
const require = __gateCreateRequire(import.meta.url);
const __filename = __gateFileURLToPath(import.meta.url);
const __dirname = __gateDirname(__filename);
var EXIT_CODES={pass:0,fail:1,config:2,source:2,git:3,provider:3,schema:3,bug:70},ExplainGateError=class extends Error{code;hint;showsData;constructor(message,{code,hint,cause,showsData=[]}){super(message,cause===void 0?void 0:{cause}),this.name=new.target.name,this.code=code,this.hint=hint,this.showsData=showsData.filter(part=>part!==void 0&&part!=="")}},ConfigError=class extends ExplainGateError{exitCode=EXIT_CODES.config},SourceError=class extends ExplainGateError{exitCode=EXIT_CODES.source},GitError=class extends ExplainGateError{exitCode=EXIT_CODES.git},ProviderError=class extends ExplainGateError{exitCode=EXIT_CODES.provider},SchemaError=class extends ExplainGateError{exitCode=EXIT_CODES.schema},GitHubError=class extends ExplainGateError{exitCode=EXIT_CODES.pass};export{EXIT_CODES,ExplainGateError,ConfigError,SourceError,GitError,ProviderError,SchemaError,GitHubError};
