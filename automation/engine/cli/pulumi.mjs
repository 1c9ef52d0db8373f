#!/usr/bin/env node
// npm links this file before anything is built, so it only leads to what the build makes.
import "../../../dist/pulumi.js";
