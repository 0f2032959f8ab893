/** The verdict as an Allure report that needs nothing from outside. */
package dev.touchstone.reports.allure;
