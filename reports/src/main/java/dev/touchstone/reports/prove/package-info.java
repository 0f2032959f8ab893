/** What the mutants prove: the kill matrix as text, as JSON, as a picture and as a page of the report. */
package dev.touchstone.reports.prove;
