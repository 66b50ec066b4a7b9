"""The programme's year in a province: steps, rounds, ideas, plans, trainings and targets.

The six steps of the annual cycle come from QĐ 490/QĐ-TTg of 2018, the rounds from
QĐ 26/2026/QĐ-TTg. A product *takes part* once the province has accepted it by a decision; whether
it is *ranked* is told by its certificates. The two populations differ, and both are counted.
"""
